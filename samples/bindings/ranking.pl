# perl ranking.pl build/entente study.db
use strict;
use warnings;
use DBI;

my ($extension, $database) = @ARGV;
my $db = DBI->connect("dbi:SQLite:$database", '', '', { RaiseError => 1 });
$db->sqlite_enable_load_extension(1);
$db->sqlite_load_extension($extension);
my $top = $db->selectall_arrayref(
  q{SELECT rank, state, score
      FROM bystanders(deal_parties(?1), deal_opponents(?1, ?2), ?2)
     WHERE rank <= 5 ORDER BY rank},
  undef, 'rus-prk-2023', '2023-09-13');
printf "%d %s %.3f\n", @$_ for @$top;

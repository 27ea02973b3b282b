// cargo run -- build/entente study.db
use rusqlite::{Connection, LoadExtensionGuard, Result};

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let db = Connection::open(&args[2])?;
    unsafe {
        let _guard = LoadExtensionGuard::new(&db)?;
        db.load_extension(&args[1], None)?;
    }
    let mut ask = db.prepare(
        "SELECT rank, state, score
           FROM bystanders(deal_parties(?1), deal_opponents(?1, ?2), ?2)
          WHERE rank <= 5 ORDER BY rank",
    )?;
    let mut rows = ask.query(["rus-prk-2023", "2023-09-13"])?;
    while let Some(row) = rows.next()? {
        let (rank, state, score): (i64, String, f64) = row.try_into()?;
        println!("{rank} {state} {score:.3}");
    }
    Ok(())
}

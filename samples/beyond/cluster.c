/*
** Three nodes of dqlite, with Entente in each: load, ask, kill the leader, ask
** again.
**
**   cluster directory dataset.json question.sql
**
** dqlite is SQLite whose write-ahead log is agreed upon by Raft. The program
** forks three processes on this machine, each with a place in the directory and
** a port of its own; the parent is a client and speaks the wire protocol. It
*has the
** leader load the dataset, prints what the question gives there, kills that
** process without warning (SIGKILL), finds the new leader, and asks it. Exits
** with 0 when the answers are the same to the byte.
**
** What is needed of Entente is one line: sqlite3_auto_extension() with the
*entry
** point of the static library, before a node starts.
**
** A message is a header (length in words of 8 bytes, type, format) and a body;
** numbers are little-endian, texts end with a 0 and fill up their last word.
*/
#define _POSIX_C_SOURCE 200809L
#include <arpa/inet.h>
#include <dqlite.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "entente.h"

#define NODES   3
#define LATENCY 200 /* ms */

enum { /* requests, and the answers that are looked at */
       ASK_LEADER = 0,
       ASK_CLIENT = 1,
       ASK_OPEN = 3,
       ASK_EXEC = 8,
       ASK_QUERY = 9,
       ASK_ADD = 12,
       ASK_ASSIGN = 13,
       SAYS_FAILURE = 0,
       SAYS_ROWS = 7
};

static struct {
  pid_t pid;
  char address[32];
} node[NODES];

static const char *directory;

static void end_all(void) {
  for (int i = 0; i < NODES; i++) {
    if (node[i].pid > 0) {
      kill(node[i].pid, SIGKILL);
      waitpid(node[i].pid, 0, 0);
      node[i].pid = 0;
    }
  }
}

static void fail(const char *what, const char *why) {
  fprintf(stderr, "cluster: %s: %s\n", what, why);
  end_all();
  exit(1);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void pause_a_little(void) {
  struct timespec t = { 0, 20 * 1000 * 1000 };
  nanosleep(&t, 0);
}

/* ---- a node ---- */

static void run_node(int i) {
  char own[64];
  dqlite_node *p;
  snprintf(own, sizeof(own), "%s/%d", directory, i + 1);
  mkdir(own, 0700);
  sqlite3_auto_extension((void (*)(void))sqlite3_entente_init);
  /* Whoever has the number 1 starts the cluster; the others are added. While a
  ** node executes a statement it does not answer the others, who choose a new
  ** leader after fifteen times the latency: so that is to be more than a load
  ** takes. */
  if (dqlite_node_create((dqlite_node_id)i + 1, node[i].address, own, &p) ||
      dqlite_node_set_bind_address(p, node[i].address) ||
      dqlite_node_set_network_latency_ms(p, LATENCY) || dqlite_node_start(p)) {
    fprintf(stderr, "cluster: node %d: %s\n", i + 1, dqlite_node_errmsg(p));
    _exit(1);
  }
  for (;;)
    pause();
}

/* A port that nobody listens at. */
static int free_port(void) {
  struct sockaddr_in at = { 0 };
  socklen_t n = sizeof(at);
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd < 0 || bind(fd, (struct sockaddr *)&at, n) ||
      getsockname(fd, (struct sockaddr *)&at, &n)) {
    fail("port", strerror(errno));
  }
  close(fd);
  return ntohs(at.sin_port);
}

/* ---- a client ---- */

typedef struct Message {
  int type;
  size_t n; /* bytes of the body */
  unsigned char *body;
} Message;

static void put_number(Message *p, uint64_t x) {
  p->body = realloc(p->body, p->n + 8);
  if (p->body == 0) fail("message", "out of memory");
  memcpy(p->body + p->n, &x, 8); /* this machine is little-endian, too */
  p->n += 8;
}

static void put_text(Message *p, const char *z) {
  size_t n = strlen(z) + 1, nWord = (n + 7) / 8 * 8;
  p->body = realloc(p->body, p->n + nWord);
  if (p->body == 0) fail("message", "out of memory");
  memset(p->body + p->n, 0, nWord);
  memcpy(p->body + p->n, z, n);
  p->n += nWord;
}

static int all(int fd, void *buffer, size_t n, int isWrite) {
  char *z = buffer;
  while (n > 0) {
    ssize_t k = isWrite ? write(fd, z, n) : read(fd, z, n);
    if (k <= 0) return 1;
    z += k;
    n -= (size_t)k;
  }
  return 0;
}

/* Receives into *p. Nonzero: the connection is gone. */
static int receive(int fd, Message *p) {
  unsigned char head[8];
  uint32_t nWord;
  if (all(fd, head, 8, 0)) return 1;
  memcpy(&nWord, head, 4);
  p->type = head[4];
  p->n = (size_t)nWord * 8;
  p->body = realloc(p->body, p->n + 1);
  if (p->body == 0) fail("message", "out of memory");
  p->body[p->n] = 0;
  return all(fd, p->body, p->n, 0);
}

/* Sends *p and receives the answer into it. Nonzero: the connection is gone,
** or the node refuses; then *pzWhy says why, if it is not NULL. */
static int ask(int fd, int type, Message *p, const char **pzWhy) {
  unsigned char head[8] = { 0 };
  uint32_t nWord = (uint32_t)(p->n / 8);
  memcpy(head, &nWord, 4);
  head[4] = (unsigned char)type;
  if (pzWhy) *pzWhy = "the connection is gone";
  if (all(fd, head, 8, 1) || all(fd, p->body, p->n, 1) || receive(fd, p)) {
    return 1;
  }
  if (p->type != SAYS_FAILURE) return 0;
  if (pzWhy) *pzWhy = (const char *)p->body + 8; /* behind a number */
  return 1;
}

/* Nonzero: nobody is there, or nobody who listens. */
static int dial(const char *address, int *pfd) {
  struct sockaddr_in at = { 0 };
  uint64_t version = 1;
  Message hello = { 0, 0, 0 };
  int rc;
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  at.sin_port = htons((uint16_t)atoi(strchr(address, ':') + 1));
  *pfd = socket(AF_INET, SOCK_STREAM, 0);
  put_number(&hello, 1); /* the client's number */
  rc = *pfd < 0 || connect(*pfd, (struct sockaddr *)&at, sizeof(at)) ||
       all(*pfd, &version, 8, 1) || ask(*pfd, ASK_CLIENT, &hello, 0);
  free(hello.body);
  if (rc && *pfd >= 0) close(*pfd);
  return rc;
}

/* A connection to the leader, whose place among the nodes is *pi. Nodes that
** live are asked until one of them knows it. */
static int dial_leader(int *pi) {
  double start = now();
  while (now() - start < 60) {
    for (int i = 0; i < NODES; i++) {
      Message who = { 0, 0, 0 };
      int fd, k;
      if (node[i].pid == 0 || dial(node[i].address, &fd)) continue;
      put_number(&who, 0);
      if (ask(fd, ASK_LEADER, &who, 0) == 0 && who.n > 8) {
        for (k = 0; k < NODES; k++) {
          if (node[k].pid && !strcmp((char *)who.body + 8, node[k].address) &&
              (k == i || (close(fd), dial(node[k].address, &fd) == 0))) {
            free(who.body);
            *pi = k;
            return fd;
          }
        }
      }
      free(who.body);
      close(fd);
    }
    pause_a_little();
  }
  fail("leader", "none after 60 seconds");
  return -1;
}

static void must(int fd, int type, Message *p, const char *zWhat) {
  const char *zWhy;
  if (ask(fd, type, p, &zWhy)) fail(zWhat, zWhy);
}

static void open_database(int fd) {
  Message m = { 0, 0, 0 };
  put_text(&m, "story");
  put_number(&m, 0); /* flags: as the node likes */
  put_text(&m, "volatile");
  must(fd, ASK_OPEN, &m, "open");
  free(m.body);
}

static void statement(Message *p, const char *zSql) {
  put_number(p, 0); /* the first database of the connection */
  put_text(p, zSql);
}

/* A row is a header of half a byte for each column's type, and the values. */
static void rows(int fd, const char *zSql, char *zOut, size_t nOut) {
  enum { INTEGER = 1, FLOAT = 2, TEXT = 3, IS_NULL = 5 };
  const uint64_t more = 0xEEEEEEEEEEEEEEEE, done = 0xFFFFFFFFFFFFFFFF;
  Message m = { 0, 0, 0 };
  size_t nUsed = 0;
  statement(&m, zSql);
  must(fd, ASK_QUERY, &m, "question");
  for (;;) {
    const unsigned char *z = m.body, *zEnd = m.body + m.n;
    uint64_t nColumn, mark = 0;
    if (m.type != SAYS_ROWS) fail("question", "no rows");
    memcpy(&nColumn, z, 8);
    z += 8;
    for (uint64_t i = 0; i < nColumn; i++)
      z += (strlen((const char *)z) + 8) / 8 * 8;
    while (z < zEnd) {
      const unsigned char *zType = z;
      memcpy(&mark, z, 8);
      if (mark == more || mark == done) break;
      z += ((nColumn + 1) / 2 + 7) / 8 * 8;
      for (uint64_t i = 0; i < nColumn && nUsed + 400 < nOut; i++) {
        int type = i % 2 ? zType[i / 2] >> 4 : zType[i / 2] & 15;
        const char *zSep = i ? "|" : "";
        int64_t whole;
        double real;
        memcpy(&whole, z, 8);
        memcpy(&real, z, 8);
        nUsed +=
            (size_t)(type == INTEGER ? snprintf(zOut + nUsed, 400, "%s%lld",
                                                zSep, (long long)whole)
                     : type == FLOAT
                         ? snprintf(zOut + nUsed, 400, "%s%.17g", zSep, real)
                     : type == TEXT
                         ? snprintf(zOut + nUsed, 400, "%s%.300s", zSep,
                                    (const char *)z)
                         : snprintf(zOut + nUsed, 400, "%sNULL", zSep));
        z += type == TEXT ? (strlen((const char *)z) + 8) / 8 * 8 : 8;
      }
      zOut[nUsed++] = '\n';
    }
    if (mark == done) break;
    if (receive(fd, &m)) fail("question", "the connection is gone");
  }
  zOut[nUsed] = 0;
  free(m.body);
}

static char *read_file(const char *zPath) {
  FILE *file = fopen(zPath, "rb");
  char *z = calloc(1, 65536);
  if (file == 0 || z == 0 || fread(z, 1, 65535, file) == 0) {
    fail(zPath, "cannot be read");
  }
  fclose(file);
  return z;
}

int main(int argc, char **argv) {
  static char zFirst[65536], zSecond[65536];
  char *zQuestion, *zLoad;
  Message m = { 0, 0, 0 };
  double start = now();
  int fd, i, leader;
  if (argc != 4) {
    fprintf(stderr, "usage: cluster directory dataset.json question.sql\n");
    return 2;
  }
  directory = argv[1];
  zQuestion = read_file(argv[3]);
  signal(SIGPIPE, SIG_IGN);
  for (i = 0; i < NODES; i++) {
    snprintf(node[i].address, sizeof(node[i].address), "127.0.0.1:%d",
             free_port());
  }
  for (i = 0; i < NODES; i++) {
    node[i].pid = fork();
    if (node[i].pid < 0) fail("fork", strerror(errno));
    if (node[i].pid == 0) run_node(i);
  }

  fd = dial_leader(&leader);
  for (i = 1; i < NODES; i++) {
    m.n = 0;
    put_number(&m, (uint64_t)i + 1);
    put_text(&m, node[i].address);
    must(fd, ASK_ADD, &m, "add");
    m.n = 0;
    put_number(&m, (uint64_t)i + 1);
    put_number(&m, 0); /* it votes */
    must(fd, ASK_ASSIGN, &m, "assign");
  }
  fprintf(stderr, "three nodes: %.2f s\n", now() - start);

  /* dqlite cannot read back what SQLite puts into the log before the end of a
  ** transaction, so the load stays in the page cache until then. And it is a
  ** SELECT that writes: asked as a query its changes would stay where they are;
  ** executed, and without a row in answer, they are agreed upon. */
  start = now();
  open_database(fd);
  m.n = 0;
  statement(&m, "PRAGMA cache_spill = 0");
  must(fd, ASK_EXEC, &m, "cache_spill");
  zLoad = sqlite3_mprintf("SELECT 1 FROM (SELECT entente_load(%Q) AS report)"
                          " WHERE report IS NULL",
                          argv[2]);
  m.n = 0;
  statement(&m, zLoad);
  must(fd, ASK_EXEC, &m, "load");
  fprintf(stderr, "loaded: %.2f s\n", now() - start);
  start = now();
  rows(fd, zQuestion, zFirst, sizeof(zFirst));
  fprintf(stderr, "asked the leader, node %d: %.0f ms\n", leader + 1,
          (now() - start) * 1000);

  start = now();
  kill(node[leader].pid, SIGKILL);
  waitpid(node[leader].pid, 0, 0);
  node[leader].pid = 0;
  close(fd);
  fd = dial_leader(&leader);
  fprintf(stderr, "killed it; node %d leads: %.2f s\n", leader + 1,
          now() - start);
  open_database(fd);
  start = now();
  rows(fd, zQuestion, zSecond, sizeof(zSecond));
  fprintf(stderr, "asked again: %.0f ms\n", (now() - start) * 1000);
  close(fd);
  end_all();
  fputs(zFirst, stdout);
  if (zFirst[0] == 0 || strcmp(zFirst, zSecond) != 0) {
    fprintf(stderr, "cluster: another answer:\n%s", zSecond);
    return 1;
  }
  fprintf(stderr, "the same answer\n");
  free(m.body);
  free(zQuestion);
  sqlite3_free(zLoad);
  return 0;
}

// go run ranking.go /path/to/build/entente study.db
package main

import (
	"database/sql"
	"fmt"
	"log"
	"os"

	"github.com/mattn/go-sqlite3"
)

const ranking = `
	SELECT rank, state, score
	  FROM bystanders(deal_parties(?1), deal_opponents(?1, ?2), ?2)
	 WHERE rank <= 5 ORDER BY rank`

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	sql.Register("entente", &sqlite3.SQLiteDriver{Extensions: os.Args[1:2]})
	db, err := sql.Open("entente", os.Args[2])
	check(err)
	rows, err := db.Query(ranking, "rus-prk-2023", "2023-09-13")
	check(err)
	for rank, state, score := 0, "", 0.0; rows.Next(); {
		check(rows.Scan(&rank, &state, &score))
		fmt.Printf("%d %s %.3f\n", rank, state, score)
	}
	check(rows.Err())
}

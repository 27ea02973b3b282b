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

func main() {
	sql.Register("entente",
		&sqlite3.SQLiteDriver{Extensions: []string{os.Args[1]}})
	db, err := sql.Open("entente", os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(ranking, "rus-prk-2023", "2023-09-13")
	if err != nil {
		log.Fatal(err)
	}
	for rows.Next() {
		var rank int
		var state string
		var score float64
		if err := rows.Scan(&rank, &state, &score); err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%d %s %.3f\n", rank, state, score)
	}
}

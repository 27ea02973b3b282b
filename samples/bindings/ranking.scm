;; guile ranking.scm build/entente study.db
;;
;; guile-sqlite3 has no call to load: SQLite is told to start Entente in every
;; connection that is opened from here on.
(use-modules (sqlite3) (system foreign) (ice-9 match) (ice-9 format))

(match (cdr (command-line))
  ((extension database)
   (let ((start (dynamic-func "sqlite3_entente_init" (dynamic-link extension)))
         (automatic (pointer->procedure
                     int (dynamic-func "sqlite3_auto_extension"
                                       (dynamic-link "libsqlite3"))
                     '(*))))
     (automatic start)
     (let* ((db (sqlite-open database))
            (ask (sqlite-prepare db "
SELECT rank, state, score
  FROM bystanders(deal_parties(?1), deal_opponents(?1, ?2), ?2)
 WHERE rank <= 5 ORDER BY rank")))
       (sqlite-bind ask 1 "rus-prk-2023")
       (sqlite-bind ask 2 "2023-09-13")
       (sqlite-fold
        (lambda (row done)
          (format #t "~d ~a ~,3f~%" (vector-ref row 0) (vector-ref row 1)
                  (vector-ref row 2)))
        #f ask)))))

;; sbcl --script ranking.lisp build/entente study.db
(require :asdf)
(let ((*standard-output* (make-broadcast-stream)))
  (asdf:load-system :sqlite))

(destructuring-bind (extension database) (last sb-ext:*posix-argv* 2)
  (sqlite:with-open-database (db database)
    (cffi:foreign-funcall "sqlite3_enable_load_extension"
                          :pointer (sqlite::handle db) :int 1 :int)
    (sqlite:execute-single db "SELECT load_extension(?)" extension)
    (loop for (rank state score)
            in (sqlite:execute-to-list db
                 "SELECT rank, state, score
                    FROM bystanders(deal_parties(?1), deal_opponents(?1, ?2), ?2)
                   WHERE rank <= 5 ORDER BY rank"
                 "rus-prk-2023" "2023-09-13")
          do (format t "~d ~a ~,3f~%" rank state score))))

package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"

	"github.com/mattn/go-sqlite3"
)

// limits are what a connection allows a file beyond what all of them do not.
type limits struct {
	length int // bytes of the longest value; 0: SQLite's own limit
}

// connector opens connections that trust no file: no statement attaches another file, and so none
// writes one either (VACUUM INTO attaches as well); nothing in a file's schema calls a function
// that does more than compute; and a page is checked before it is used. What more SQLite could
// refuse (SQLITE_DBCONFIG_DEFENSIVE) the driver doesn't offer.
type connector struct {
	driver *sqlite3.SQLiteDriver
	source string
}

// openDB is sql.Open with such connections.
func openDB(source string, l limits) *sql.DB {
	return sql.OpenDB(connector{source: source, driver: &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		c.SetLimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
		if l.length > 0 {
			c.SetLimit(sqlite3.SQLITE_LIMIT_LENGTH, l.length)
		}
		_, err := c.Exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON", nil)
		return err
	}}})
}

// Connect opens a connection.
func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.source) }

// Driver is the driver of the connections.
func (c connector) Driver() driver.Driver { return c.driver }

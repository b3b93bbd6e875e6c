package sqlite

import (
	"sync"
	"time"
)

// Cache holds a value that was read from a number of rows. The more rows there are, the longer it
// takes to read them again, and the longer the value is kept: one second for each rate rows, and
// not at all for fewer.
type Cache[T any] struct {
	mu    sync.Mutex
	value T
	rows  int
	at    time.Time
}

// Read returns the value that is held at a time, or calls read, which also returns how many rows it
// read. Concurrent callers wait for the same reading. rate is in rows a second.
func (c *Cache[T]) Read(now time.Time, rate int, read func() (value T, rows int, err error)) (T, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if age := now.Sub(c.at); age >= 0 && age < time.Duration(c.rows/rate)*time.Second {
		return c.value, nil
	}
	value, rows, err := read()
	if err != nil {
		return value, err
	}
	c.value, c.rows, c.at = value, rows, now
	return value, nil
}

package sqlite

import (
	"errors"
	"testing"
	"time"
)

func TestCache(t *testing.T) {
	t.Parallel()
	begin := time.Unix(1000, 0)
	read := func(c *Cache[int], after time.Duration, value, rows int) int {
		t.Helper()
		got, err := c.Read(begin.Add(after), 1000, func() (int, int, error) { return value, rows, nil })
		if err != nil {
			t.Fatal(err)
		}
		return got
	}

	t.Run("of few rows is read anew each time", func(t *testing.T) {
		t.Parallel()
		var c Cache[int]
		if first, second := read(&c, 0, 1, 999), read(&c, 0, 2, 999); first != 1 || second != 2 {
			t.Errorf("read %d, %d; want 1, 2", first, second)
		}
	})

	t.Run("of many rows stays for as long as there are many", func(t *testing.T) {
		t.Parallel()
		var c Cache[int]
		read(&c, 0, 1, 5999)
		if before, after := read(&c, 5*time.Second-1, 2, 5999), read(&c, 5*time.Second, 3, 5999); before != 1 || after != 3 {
			t.Errorf("read %d before and %d after five seconds; want 1, 3", before, after)
		}
	})

	t.Run("is read anew where the clock was put back, or reading failed", func(t *testing.T) {
		t.Parallel()
		var c Cache[int]
		read(&c, 0, 1, 5999)
		fault := errors.New("fault")
		if _, err := c.Read(begin.Add(time.Minute), 1000, func() (int, int, error) { return 0, 0, fault }); !errors.Is(err, fault) {
			t.Errorf("got %v", err)
		}
		if got := read(&c, -time.Second, 2, 5999); got != 2 {
			t.Errorf("read %d; want 2", got)
		}
	})
}

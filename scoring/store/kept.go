package store

import (
	"sync"
	"time"
)

// kept is what was read of so many rows, and when that was by the store's clock. The more rows
// there are the longer it takes to read them anew, and the longer it is kept: a second for so
// many rows as the rate is, and not at all of fewer.
type kept[T any] struct {
	mu    sync.Mutex
	value T
	rows  int
	at    time.Time
}

// read gives what is kept, or reads it. Whoever asks meanwhile waits for the same reading.
func (k *kept[T]) read(now time.Time, rate int, anew func() (value T, rows int, err error)) (T, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if age := now.Sub(k.at); age >= 0 && age < time.Duration(k.rows/rate)*time.Second {
		return k.value, nil
	}
	value, rows, err := anew()
	if err != nil {
		return value, err
	}
	k.value, k.rows, k.at = value, rows, now
	return value, nil
}

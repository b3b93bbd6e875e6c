package store

import (
	"context"
	"database/sql"
	"errors"
)

// inHalves runs two functions side by side, each in a reading transaction of its own, and
// both of what the file holds at the same instant. It takes two of the connections: one
// call at a time does, so that no two wait for each other's, and its caller must hold none.
func (r *Reader) inHalves(ctx context.Context, first, second func(*sql.Tx) error) error {
	r.halving.Lock()
	defer r.halving.Unlock()
	conn, err := r.reader.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	one, other, err := r.sameInstant(ctx, conn)
	if err != nil {
		return err
	}
	defer one.Rollback()
	defer other.Rollback()
	done := make(chan error, 1)
	go func() { done <- second(other) }()
	err = first(one)
	return errors.Join(err, <-done)
}

// sameInstant begins two transactions, the first of them on conn. Where conn sees that
// somebody has committed before both had begun, they begin again.
func (r *Reader) sameInstant(ctx context.Context, conn *sql.Conn) (one, other *sql.Tx, err error) {
	for {
		before, err := dataVersion(ctx, conn)
		if err != nil {
			return nil, nil, err
		}
		if other, err = r.reader.BeginTx(ctx, nil); err != nil {
			return nil, nil, err
		}
		// Only reading makes a transaction see one instant.
		if _, err = dataVersion(ctx, other); err != nil {
			return nil, nil, errors.Join(err, other.Rollback())
		}
		if one, err = conn.BeginTx(ctx, nil); err != nil {
			return nil, nil, errors.Join(err, other.Rollback())
		}
		after, err := dataVersion(ctx, one)
		if err == nil && before == after {
			return one, other, nil
		}
		if err = errors.Join(err, one.Rollback(), other.Rollback()); err != nil {
			return nil, nil, err
		}
	}
}

// dataVersion is a number that changes on a connection when another one has committed.
func dataVersion(ctx context.Context, q querier) (version int64, err error) {
	err = q.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version)
	return version, err
}

package bot_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ikmbot/scoring/store"
)

// TestForget_AtTheStart starts the bot again after two years.
func TestForget_AtTheStart(t *testing.T) {
	t.Parallel()
	var later atomic.Int64
	w := openWorldWith(t, store.Options{Retention: 24, Clock: func() time.Time { return noon.Add(time.Duration(later.Load())) }})
	w.run()
	o := newOwner(w.Server, 1)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := o.interview(ctx); err != nil {
		t.Fatal(err)
	}
	w.settle()
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	later.Store(int64(732 * 24 * time.Hour))
	w.run()
	for w.count("person") > 0 {
		if ctx.Err() != nil {
			t.Fatal("nobody was forgotten")
		}
	}
	if n := w.count("result"); n != 1 {
		t.Errorf("%d results are kept, want 1", n)
	}
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	if log := w.log.String(); !strings.Contains(log, "forgotten") || strings.Contains(log, "Rahasia") {
		t.Errorf("logged %s", log)
	}
}

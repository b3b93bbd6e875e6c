package demo

import (
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"ikmbot/cmd/ikmbot/internal/service"
	"ikmbot/locales"
)

// TestFill_BringsEveryOwnerToAnEnd has sample owners in both languages use the bot: each comes as
// far as it means to, and finds every button that it looks for.
func TestFill_BringsEveryOwnerToAnEnd(t *testing.T) {
	t.Parallel()
	const crowd = 30
	catalog, err := locales.Load(func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	d := Demo{Language: "id", Crowd: crowd, Service: service.Config{
		File: filepath.Join(t.TempDir(), "demo.db"), Catalog: catalog, Log: slog.New(slog.NewTextHandler(&log, nil)),
	}}
	s, err := d.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.work(ctx) }()
	var done atomic.Int64
	s.fill(ctx, func() { done.Add(1) })
	if err := s.server.Confirmed(ctx); err != nil {
		t.Error(err)
	}
	kept, err := s.store.Counts(ctx)
	if err != nil {
		t.Error(err)
	}
	all, err := s.owners(ctx)
	if err != nil {
		t.Error(err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
	leave, again, foreign := 0, 0, 0
	for _, o := range all {
		if o.leaves != "" {
			leave++
		}
		if o.again {
			again++
		}
		if o.foreign {
			foreign++
		}
	}
	if done.Load() != crowd || kept.Begun != crowd+again || kept.Finished != crowd+again-leave || foreign == 0 {
		t.Errorf("%d owners are done, %d interviews begun, %d finished; %d leave off, %d come again, %d are English",
			done.Load(), kept.Begun, kept.Finished, leave, again, foreign)
	}
	if strings.Contains(log.String(), "level=ERROR") {
		t.Error(log.String())
	}
}

package delivery_test

import (
	"context"
	"testing"
	"time"

	"ikmbot/bot/delivery"
)

// nothing sends and keeps nothing.
type nothing struct{}

func (nothing) Send(context.Context, delivery.Message) error { return nil }
func (nothing) Replies(context.Context, int64, int) ([]delivery.Message, error) {
	return nil, nil
}
func (nothing) Due(context.Context, delivery.Class, time.Time, int) ([]delivery.Message, time.Time, error) {
	return nil, time.Time{}, nil
}
func (nothing) Settle(context.Context, []delivery.Outcome) error { return nil }

// BenchmarkQueue measures what the queue adds to a call: pushed in batches of a
// hundred, as updates are, and to a thousand chats in turn.
func BenchmarkQueue(b *testing.B) {
	for _, senders := range []int{1, 32} {
		b.Run(map[int]string{1: "one sender", 32: "32 senders"}[senders], func(b *testing.B) {
			q := delivery.New(nothing{}, nothing{}, delivery.Options{Senders: senders})
			ctx, cancel := context.WithCancel(b.Context())
			done := make(chan error)
			go func() { done <- q.Run(ctx) }()
			if err := q.Idle(ctx); err != nil {
				b.Fatal(err)
			}
			batch := make([]delivery.Message, 100)
			b.ReportAllocs()
			id := int64(0)
			for n := 0; n < b.N; n += len(batch) {
				for i := range batch {
					id++
					batch[i] = delivery.Message{ID: id, Chat: id % 1000}
				}
				q.Push(batch...)
				if n%10_000 == 0 {
					q.Idle(ctx)
				}
			}
			q.Idle(ctx)
			b.StopTimer()
			cancel()
			<-done
		})
	}
}

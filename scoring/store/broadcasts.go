package store

import (
	"context"
	"fmt"

	"ikmbot/dialog/say"
	broadcastdb "ikmbot/scoring/store/broadcast"
	"ikmbot/scoring/store/internal/batch"
)

// broadcasts is the part of the store about officers' messages to many people.
type broadcasts struct{ writer *batch.Writer }

// Copy reads what a copy of a broadcast for a chat is made of. It returns [ErrNotFound] if the
// broadcast or the recipient no longer exists.
func (b broadcasts) Copy(ctx context.Context, chat int64, language say.Language, c say.BroadcastCopy) (Copy, error) {
	return broadcastdb.CopyFor(ctx, b.writer, chat, language, c)
}

// TendBroadcasts does what broadcasts need now: it lists some recipients of a confirmed one,
// removes some of what a cancelled one has left in the outbox, finishes those with nothing left to
// send, and updates the progress messages of the others. After a restart it continues where it was.
func (b broadcasts) TendBroadcasts(ctx context.Context) (Tended, error) {
	return broadcastdb.Tend(ctx, b.writer)
}

// KeepProgressMessage records which message in its officer's chat shows a broadcast's progress: the
// one that a row of the outbox was sent as. Nothing changes if the chat is another officer's or
// something else is about to be shown there.
func (b broadcasts) KeepProgressMessage(ctx context.Context, broadcast int64, message int, row int64) error {
	err := b.writer.Write(ctx, func(t *batch.Turn) error { return broadcastdb.KeepProgressMessage(t, broadcast, message, row) })
	if err != nil {
		return fmt.Errorf("store the progress message of broadcast %d: %w", broadcast, err)
	}
	return nil
}

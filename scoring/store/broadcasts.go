package store

import (
	"context"
	"fmt"

	"ikmbot/dialog/say"
	broadcastdb "ikmbot/scoring/store/broadcast"
	"ikmbot/scoring/store/internal/batch"
)

// broadcasts serves the messages of officers to many people.
type broadcasts struct{ writer *batch.Writer }

// Copy reads what a copy of a broadcast for a chat is written out of. It gives [ErrNotFound]
// where the broadcast or the recipient is no more.
func (b broadcasts) Copy(ctx context.Context, chat int64, language say.Language, c say.BroadcastCopy) (Copy, error) {
	return broadcastdb.CopyFor(ctx, b.writer, chat, language, c)
}

// TendBroadcasts does what is to be done for the broadcasts now: a piece of the list of one
// that was confirmed, a piece of what one that was cancelled has left in the outbox, the end of
// those with nothing left to send, and the progress messages of the others. After a restart
// it goes on where it was.
func (b broadcasts) TendBroadcasts(ctx context.Context) (Tended, error) {
	return broadcastdb.Tend(ctx, b.writer)
}

// KeepProgressMessage notes which message of its officer's chat tells how far a broadcast is: the
// one that a row of the outbox was sent as. It stays as it was where the chat is another officer's
// or something else is to stand there soon.
func (b broadcasts) KeepProgressMessage(ctx context.Context, broadcast int64, message int, row int64) error {
	err := b.writer.Write(ctx, func(t *batch.Turn) error { return broadcastdb.KeepProgressMessage(t, broadcast, message, row) })
	if err != nil {
		return fmt.Errorf("keep which message tells of broadcast %d: %w", broadcast, err)
	}
	return nil
}

package batch

import "maps"

// How many invitations a chat may guess wrong before none of its guesses is looked up any
// more, and for how long, in milliseconds since the last one that was.
const (
	maxAttempts = 5
	attemptSpan = 60 * 60 * 1000
)

// attempts are the invitations that chats have guessed wrong of late. They belong to the
// writer's goroutine and are forgotten with the program, which nobody outside can end.
type attempts map[int64]attempt

type attempt struct {
	wrong int
	last  int64 // unix milliseconds
}

// Barred tells whether a chat has guessed wrong too often.
func (g attempts) Barred(chat, now int64) bool {
	return g[chat].wrong >= maxAttempts && now-g[chat].last < attemptSpan
}

// Note counts a wrong guess, and lets go of those that count no more.
func (g attempts) Note(chat, now int64) {
	maps.DeleteFunc(g, func(_ int64, old attempt) bool { return now-old.last >= attemptSpan })
	g[chat] = attempt{g[chat].wrong + 1, now}
}

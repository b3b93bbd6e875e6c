package batch

import "maps"

// How many invitations a chat may guess wrong before its guesses are no longer looked up, and for
// how long after the last wrong one, in milliseconds.
const (
	maxAttempts = 5
	attemptSpan = 60 * 60 * 1000
)

// attempts counts the recent wrong guesses of invitations, by chat. It belongs to the writer's
// goroutine and is lost when the program ends, which nobody outside can bring about.
type attempts map[int64]attempt

type attempt struct {
	wrong int
	last  int64 // unix milliseconds
}

// Barred reports whether a chat has guessed wrong too often.
func (g attempts) Barred(chat, now int64) bool {
	return g[chat].wrong >= maxAttempts && now-g[chat].last < attemptSpan
}

// Note counts a wrong guess at a time in unix milliseconds, and forgets those that no longer count.
func (g attempts) Note(chat, now int64) {
	maps.DeleteFunc(g, func(_ int64, old attempt) bool { return now-old.last >= attemptSpan })
	g[chat] = attempt{g[chat].wrong + 1, now}
}

package store

import "maps"

// How many invitations a chat may guess wrong before none of its guesses is looked up any
// more, and for how long, in milliseconds since the last one that was.
const (
	maxGuesses = 5
	guessSpan  = 60 * 60 * 1000
)

// guesses are the invitations that chats have guessed wrong of late. They belong to the
// writer's goroutine and are forgotten with the program, which nobody outside can end.
type guesses map[int64]guessed

type guessed struct {
	wrong int
	last  int64 // unix milliseconds
}

// barred tells whether a chat has guessed wrong too often.
func (g guesses) barred(chat, now int64) bool {
	return g[chat].wrong >= maxGuesses && now-g[chat].last < guessSpan
}

// note counts a wrong guess, and lets go of those that count no more.
func (g guesses) note(chat, now int64) {
	maps.DeleteFunc(g, func(_ int64, old guessed) bool { return now-old.last >= guessSpan })
	g[chat] = guessed{g[chat].wrong + 1, now}
}

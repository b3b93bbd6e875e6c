// Package turn is the common ground of the conversation: where a person stands (a [Session]), what
// the person just did (an [Event]), and the turn that answers it (a [Turn]), which collects what
// has become true and what the bot says. It leads no conversation itself.
package turn

// Package turn is what every part of the conversation stands on: where a person stands (a [Session]),
// what was just done (an [Event]), and the turn that answers it (a [Turn]), which collects what has
// become true and what is said. It leads no conversation itself.
package turn

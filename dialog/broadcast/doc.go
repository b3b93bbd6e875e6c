// Package broadcast knows what officers write to many: the draft, whom a segment chooses, what a copy
// says, and how far a broadcast is. It counts nobody and sends nothing, and the conversation in which
// one is written is led by package editor.
package broadcast

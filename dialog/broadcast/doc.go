// Package broadcast holds what officers write to many people: the draft, the segment that chooses
// its recipients, the text of a copy, and a broadcast's progress. It neither counts recipients nor
// sends anything; package editor leads the conversation in which a broadcast is written.
package broadcast

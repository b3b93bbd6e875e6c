// Package editor leads an officer through a broadcast: the text, the recipients, the time, the last
// word, and what has become of it since. It also takes the taps of recipients.
package editor

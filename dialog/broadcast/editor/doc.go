// Package editor leads an officer through a broadcast: the text, the recipients, the time, the
// confirmation, and the progress afterwards. It also takes the taps of recipients.
package editor

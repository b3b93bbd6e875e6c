// Package fallback takes what somebody wrote or sent where nothing waits for it: it is kept for a
// day, and the person says what it is for.
package fallback

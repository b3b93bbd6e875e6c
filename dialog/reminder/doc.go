// Package reminder holds what the bot writes by itself: its words, how it is answered and stopped,
// and how officers switch it off for a region. The store decides when a reminder is due.
package reminder

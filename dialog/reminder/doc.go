// Package reminder holds what the bot writes by itself: what it says, how it is answered, how it is
// stopped, and how officers switch it off for a region. When a reminder is due is decided by the store.
package reminder

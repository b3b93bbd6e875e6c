// Package complaint knows buyers' complaints: their kinds, how to recognise one by its words, the
// ready reply, and the owner's log. Package desk leads the conversation at the complaint desk.
package complaint

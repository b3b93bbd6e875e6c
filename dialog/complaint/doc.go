// Package complaint knows buyers' complaints: their kinds, what the words of one are about, the reply
// that is ready to be copied, and the owner's log. The conversation at the complaint desk is led by
// package desk.
package complaint

// Package desk leads the conversation at the complaint desk: from what a buyer wrote to what to do
// and a ready reply, and on to the owner's log. Package complaint recognises what a complaint is
// about.
package desk

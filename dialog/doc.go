// Package dialog is the conversation as a value: what is asked next, what an answer means, what the
// bot says.
//
// [Dialog.Next] is a pure function of where a person stands (a [turn.Session]) and of what the
// person just did (a [turn.Event]). It returns the new session, what has become true (the
// [turn.Effect]s, which scoring/store writes down) and what the bot says (the [say.Reply]s, which
// bot turns into Telegram's messages). It has no clock, no I/O and no words: a reply holds message
// keys with their parameters, and locales has the words. Where a reply needs figures, such as a
// result, it names them with a [say.Need]; the caller reads them and hands them to
// [say.Reply.Fill].
//
// The package itself is the router: a command, a tapped button or typed text goes to the package of
// its subject, and when that is done the router shows the place where the person stands. Each
// subject is a package below this one that builds on package turn, and none knows the router.
package dialog

// Package dialog is the conversation as a value: what is asked next, what an
// answer means, what is said back.
//
// [Dialog.Next] is a pure function of where a person stands (a [turn.Session]) and
// of what the person just did (a [turn.Event]). It returns the new place, what has
// become true (the [turn.Effect]s, which scoring/store writes down) and what is said
// (the [say.Reply]s, which bot turns into Telegram's messages). There is no clock, no
// I/O and no word in here: a reply holds message keys with their parameters,
// whose words stand in locales. Where a reply needs figures, such as a result,
// it names them with a [say.Need]; whoever runs the conversation reads them and
// hands them to [say.Reply.Fill].
//
// The package itself is the router: a command, a tapped button or typed text goes to
// the package whose subject it is, and it shows the place where a person stands once
// that package is done. Each subject is a package below it that stands on package
// turn, and none knows the router.
package dialog

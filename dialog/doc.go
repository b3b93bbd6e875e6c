// Package dialog is the conversation as a value: what is asked next, what an
// answer means, what is said back.
//
// [Dialog.Next] is a pure function of where a person stands (a [Session]) and
// of what the person just did (an [Event]). It returns the new place, what has
// become true (the [Effect]s, which scoring/store writes down) and what is said
// (the [Reply]s, which bot turns into Telegram's messages). There is no clock, no
// I/O and no word in here: a reply holds message keys with their parameters,
// whose words stand in locales. Where a reply needs figures, such as a result,
// it names them with a [Need]; whoever runs the conversation reads them and
// hands them to [Reply.Fill].
package dialog

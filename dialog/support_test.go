package dialog_test

import (
	"ikmbot/dialog/broadcast"
	"ikmbot/locales"
	"ikmbot/locales/speech"
)

// languages are those of the message files, and commands are their names of the commands.
var (
	languages = speech.Languages(words())
	commands  = speech.NewCommands(words())
)

// The fields of a broadcast's English text and answers.
const (
	english        broadcast.Field = "english"
	englishAnswers broadcast.Field = "english_answers"
)

func words() *locales.Catalog {
	c, err := locales.Load(func(err error) { panic(err) })
	if err != nil {
		panic(err)
	}
	return c
}

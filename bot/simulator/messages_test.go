package simulator_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/simulator"
)

var keyboard = models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{
	{{Text: "Yes", CallbackData: "y", Style: "success"}, {Text: "No", CallbackData: "n"}},
	{{Text: "Copy", CopyText: &models.CopyTextButton{Text: "reply"}}},
	{{Text: "Site", URL: "https://example.org/"}},
}}

var rows = [][]simulator.Button{
	{{Text: "Yes", Data: "y", Style: "success"}, {Text: "No", Data: "n"}},
	{{Text: "Copy", CopyText: "reply"}},
	{{Text: "Site", URL: "https://example.org/"}},
}

func TestServer_SendsThroughTheLibrary(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone, b := s.Phone(owner), library(t, s)
	heard := phone.Send("hi")
	sent, err := b.SendMessage(t.Context(), &bot.SendMessageParams{
		ChatID: owner.ID, Text: "<b>Batik</b> &amp; tenun", ParseMode: models.ParseModeHTML, ReplyMarkup: keyboard,
		ReplyParameters: &models.ReplyParameters{MessageID: heard},
	})
	if err != nil {
		t.Fatal(err)
	}
	if sent.Text != "Batik & tenun" || sent.Entities[0].Type != models.MessageEntityTypeBold || sent.ReplyToMessage.Text != "hi" ||
		sent.Chat.ID != owner.ID || !sent.From.IsBot || sent.ReplyMarkup.InlineKeyboard[1][0].CopyText.Text != "reply" {
		t.Errorf("the library got %+v", sent)
	}
	got := phone.Last()
	if got.ID != sent.ID || got.Text != "Batik & tenun" || got.HTML != "<b>Batik</b> &amp; tenun" || got.ReplyTo != heard || !got.FromBot {
		t.Errorf("the phone shows %+v", got)
	}
	if diff := cmp.Diff(rows, got.Keyboard); diff != "" {
		t.Error(diff)
	}
}

func TestServer_RefusesMessages(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone := s.Phone(owner)
	heard := phone.Send("hi")
	s.Phone(simulator.User{ID: 2, FirstName: "Silent"})
	blocking := s.Phone(simulator.User{ID: 3, FirstName: "Blocking"})
	blocking.Send("hi")
	blocking.Block()
	left := s.Phone(simulator.User{ID: 4, FirstName: "Left"})
	left.Send("hi")
	left.Deactivate()
	for _, c := range []struct{ name, method, params, want string }{
		{"no chat", "sendMessage", `{"text":"a"}`, "Bad Request: chat_id is empty"},
		{"an unknown chat", "sendMessage", `{"chat_id":5,"text":"a"}`, "Bad Request: chat not found"},
		{"a name in place of a chat", "sendMessage", `{"chat_id":"@name","text":"a"}`, "Bad Request: chat not found"},
		{"a person who never wrote", "sendMessage", `{"chat_id":2,"text":"a"}`, "Forbidden: bot can't initiate conversation with a user"},
		{"a person who blocked the bot", "sendMessage", `{"chat_id":3,"text":"a"}`, "Forbidden: bot was blocked by the user"},
		{"an action to a person who blocked the bot", "sendChatAction", `{"chat_id":3,"action":"typing"}`, "Forbidden: bot was blocked by the user"},
		{"a person who is gone", "sendMessage", `{"chat_id":4,"text":"a"}`, "Forbidden: user is deactivated"},
		{"no text", "sendMessage", `{"chat_id":4711}`, "Bad Request: message text is empty"},
		{"blank text", "sendMessage", `{"chat_id":4711,"text":"<b> </b> ","parse_mode":"HTML"}`, "Bad Request: text must be non-empty"},
		{"a long text", "sendMessage", `{"chat_id":4711,"text":"` + strings.Repeat("🧵", 2049) + `"}`, "Bad Request: message is too long"},
		{"another parse mode", "sendMessage", `{"chat_id":4711,"text":"a","parse_mode":"MarkdownV2"}`, "Bad Request: unsupported parse_mode"},
		{"entities out of the text", "sendMessage", `{"chat_id":4711,"text":"a","entities":[{"type":"bold","offset":-1,"length":1}]}`, "Bad Request: entity beginning at UTF-16 offset -1 ends after the end of the text at UTF-16 offset 1"},
		{"a reply to nothing", "sendMessage", `{"chat_id":4711,"text":"a","reply_parameters":{"message_id":1}}`, "Bad Request: message to be replied not found"},
		{"markup that is none", "sendMessage", `{"chat_id":4711,"text":"a","reply_markup":"x"}`, "Bad Request: can't parse reply keyboard markup JSON object"},
		{"another kind of keyboard", "sendMessage", `{"chat_id":4711,"text":"a","reply_markup":{"remove_keyboard":true}}`, "Bad Request: the simulator shows inline keyboards only"},
		{"a button that copies nothing", "sendMessage", `{"chat_id":4711,"text":"a","reply_markup":{"inline_keyboard":[[{"text":"b","copy_text":{"text":""}}]]}}`, "Bad Request: BUTTON_COPY_TEXT_INVALID"},
		{"an edit of nothing", "editMessageText", `{"chat_id":4711,"message_id":1,"text":"a"}`, "Bad Request: message to edit not found"},
		{"an edit without message", "editMessageText", `{"chat_id":4711,"text":"a"}`, "Bad Request: message identifier is not specified"},
		{"an edit of the person's message", "editMessageText", fmt.Sprintf(`{"chat_id":4711,"message_id":%d,"text":"a"}`, heard), "Bad Request: message can't be edited"},
		{"a long edit", "editMessageText", `{"chat_id":4711,"message_id":1,"text":"` + strings.Repeat("x", 4097) + `"}`, "Bad Request: MESSAGE_TOO_LONG"},
		{"a deletion of nothing", "deleteMessage", `{"chat_id":4711,"message_id":1}`, "Bad Request: message to delete not found"},
		{"a copy of nothing", "copyMessage", `{"chat_id":4711,"from_chat_id":4711,"message_id":1}`, "Bad Request: message to copy not found"},
		{"an unknown action", "sendChatAction", `{"chat_id":4711,"action":"dancing"}`, "Bad Request: wrong parameter action in request"},
		{"a message id that is no number", "deleteMessage", `{"chat_id":4711,"message_id":"x"}`, "Bad Request: invalid message_id specified"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := post(t, s, c.method, c.params)
			if got.Description != c.want || got.Code != got.Status {
				t.Errorf("got %+v, want %s", got, c.want)
			}
		})
	}
}

func TestServer_TakesTheLongestText(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone := s.Phone(owner)
	phone.Send("hi")
	text := strings.Repeat("🧵", 2048)
	if got := post(t, s, "sendMessage", `{"chat_id":4711,"text":"<b>`+text+`</b>","parse_mode":"HTML"}`); !got.OK {
		t.Errorf("refused: %s", got.Description)
	}
	if phone.Last().Text != text {
		t.Error("another text arrived")
	}
}

func TestServer_Edits(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone, b := s.Phone(owner), library(t, s)
	phone.Send("hi")
	sent, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: owner.ID, Text: "first", ReplyMarkup: keyboard})
	if err != nil {
		t.Fatal(err)
	}
	text := &bot.EditMessageTextParams{ChatID: owner.ID, MessageID: sent.ID, Text: "<i>second</i>", ParseMode: models.ParseModeHTML, ReplyMarkup: keyboard}
	edited, err := b.EditMessageText(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	if edited.EditDate == 0 || phone.Last().Text != "second" || !phone.Last().Edited() {
		t.Errorf("after the edit: %+v, %+v", edited, phone.Last())
	}
	if _, err = b.EditMessageText(t.Context(), text); !errors.Is(err, bot.ErrorBadRequest) || !strings.Contains(err.Error(), "message is not modified") {
		t.Errorf("the same edit again: %v", err)
	}
	markup := &bot.EditMessageReplyMarkupParams{ChatID: owner.ID, MessageID: sent.ID}
	if _, err = b.EditMessageReplyMarkup(t.Context(), markup); err != nil || phone.Last().Keyboard != nil || phone.Last().Text != "second" {
		t.Errorf("without keyboard: %v, %+v", err, phone.Last())
	}
	if _, err = b.EditMessageReplyMarkup(t.Context(), markup); err == nil {
		t.Error("taking the keyboard away again is no error")
	}
	if _, err = b.EditMessageCaption(t.Context(), &bot.EditMessageCaptionParams{ChatID: owner.ID, MessageID: sent.ID, Caption: "x"}); err == nil || !strings.Contains(err.Error(), "there is no caption") {
		t.Errorf("caption of a text: %v", err)
	}
}

func TestServer_Deletes(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := start(t, simulator.Options{Now: clock.Now})
	phone, b := s.Phone(owner), library(t, s)
	old := phone.Send("old")
	clock.advance(47 * time.Hour)
	young := phone.Send("young")
	clock.advance(2 * time.Hour)
	if ok, err := b.DeleteMessage(t.Context(), &bot.DeleteMessageParams{ChatID: owner.ID, MessageID: young}); !ok || err != nil {
		t.Errorf("young: %v", err)
	}
	if _, err := b.DeleteMessage(t.Context(), &bot.DeleteMessageParams{ChatID: owner.ID, MessageID: old}); err == nil {
		t.Error("a message older than 48 hours is deleted")
	}
	if left := phone.Messages(); len(left) != 1 || left[0].ID != old {
		t.Errorf("left: %+v", left)
	}
}

func TestServer_SendsFiles(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone, b := s.Phone(owner), library(t, s)
	phone.Send("hi")
	data := picture(t, 30, 20)
	sent, err := b.SendPhoto(t.Context(), &bot.SendPhotoParams{
		ChatID: owner.ID, Photo: &models.InputFileUpload{Filename: "swot.png", Data: bytes.NewReader(data)},
		Caption: "<b>x</b>", ParseMode: models.ParseModeHTML, ReplyMarkup: keyboard,
	})
	if err != nil {
		t.Fatal(err)
	}
	size := sent.Photo[len(sent.Photo)-1]
	if size.Width != 30 || size.Height != 20 || size.FileSize != len(data) || sent.Caption != "x" || len(sent.CaptionEntities) != 1 {
		t.Errorf("the library got %+v", sent)
	}
	if got := phone.Last(); got.File.Kind != simulator.Photo || !bytes.Equal(got.File.Data, data) || got.Caption != "x" {
		t.Errorf("the phone shows %+v", got)
	}
	if _, err := b.SendPhoto(t.Context(), &bot.SendPhotoParams{ChatID: owner.ID, Photo: &models.InputFileString{Data: size.FileID}}); err != nil {
		t.Errorf("send again by id: %v", err)
	}
	if got := phone.Last(); !bytes.Equal(got.File.Data, data) {
		t.Errorf("by id the phone shows %+v", got)
	}
	if _, err := b.SendDocument(t.Context(), &bot.SendDocumentParams{ChatID: owner.ID, Document: &models.InputFileString{Data: size.FileID}}); err == nil || !strings.Contains(err.Error(), "can't use file of type Photo as Document") {
		t.Errorf("a picture as a document: %v", err)
	}
	document, err := b.SendDocument(t.Context(), &bot.SendDocumentParams{
		ChatID: owner.ID, Document: &models.InputFileUpload{Filename: "recap.csv", Data: strings.NewReader("a;b\n")},
	})
	if err != nil || document.Document.FileName != "recap.csv" || document.Document.FileSize != 4 {
		t.Errorf("document: %v, %+v", err, document)
	}
}

func TestServer_EditsFiles(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone, b := s.Phone(owner), library(t, s)
	phone.Send("hi")
	sent, err := b.SendPhoto(t.Context(), &bot.SendPhotoParams{ChatID: owner.ID, Photo: &models.InputFileUpload{Filename: "a.png", Data: bytes.NewReader(picture(t, 3, 2))}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.EditMessageCaption(t.Context(), &bot.EditMessageCaptionParams{ChatID: owner.ID, MessageID: sent.ID, Caption: "new"}); err != nil || phone.Last().Caption != "new" {
		t.Errorf("caption: %v, %+v", err, phone.Last())
	}
	if _, err := b.EditMessageText(t.Context(), &bot.EditMessageTextParams{ChatID: owner.ID, MessageID: sent.ID, Text: "x"}); err == nil || !strings.Contains(err.Error(), "there is no text in the message to edit") {
		t.Errorf("text of a picture: %v", err)
	}
	media := &models.InputMediaPhoto{Media: "attach://b.png", MediaAttachment: bytes.NewReader(picture(t, 5, 4)), Caption: "<u>b</u>", ParseMode: models.ParseModeHTML}
	if _, err := b.EditMessageMedia(t.Context(), &bot.EditMessageMediaParams{ChatID: owner.ID, MessageID: sent.ID, Media: media}); err != nil {
		t.Fatal(err)
	}
	if got := phone.Last(); got.File.Width != 5 || got.Caption != "b" || got.Entities[0].Type != "underline" {
		t.Errorf("another picture: %+v", got)
	}
}

func TestServer_RefusesFiles(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	s.Phone(owner).Send("hi")
	b := library(t, s)
	huge := append(picture(t, 1, 1), make([]byte, 10<<20)...)
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"a text as a picture", []byte("text"), "IMAGE_PROCESS_FAILED"},
		{"an empty file", nil, "file must be non-empty"},
		{"a picture too long for its width", picture(t, 21, 1), "PHOTO_INVALID_DIMENSIONS"},
		{"a picture of more than 10 MB", huge, "is too big for a photo"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := b.SendPhoto(t.Context(), &bot.SendPhotoParams{ChatID: owner.ID, Photo: &models.InputFileUpload{Filename: "a.png", Data: bytes.NewReader(c.data)}})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
	for params, want := range map[string]string{
		`{"chat_id":4711}`:                                                           "there is no photo in the request",
		`{"chat_id":4711,"photo":"nonsense"}`:                                        "wrong file identifier/HTTP URL specified",
		`{"chat_id":4711,"photo":"https://a.b/c.png"}`:                               "failed to get HTTP URL content",
		`{"chat_id":4711,"photo":"x","caption":"` + strings.Repeat("x", 1025) + `"}`: "message caption is too long",
	} {
		if got := post(t, s, "sendPhoto", params); got.Description != "Bad Request: "+want {
			t.Errorf("%.40s: got %s, want %s", params, got.Description, want)
		}
	}
}

func TestServer_RefusesUploadsPastTheLimit(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	s.Phone(owner).Send("hi")
	_, err := library(t, s).SendDocument(t.Context(), &bot.SendDocumentParams{
		ChatID: owner.ID, Document: &models.InputFileUpload{Filename: "a", Data: bytes.NewReader(make([]byte, 50<<20+1))},
	})
	if err == nil || !strings.Contains(err.Error(), "413 Request Entity Too Large") {
		t.Errorf("got %v", err)
	}
}

func TestServer_CopiesMessages(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	officer, phone, b := s.Phone(simulator.User{ID: 9, FirstName: "Officer"}), s.Phone(owner), library(t, s)
	phone.Send("hi")
	text, document := officer.Send("/news for all"), officer.Document("news.txt", []byte("news"), "caption")
	copied, err := b.CopyMessage(t.Context(), &bot.CopyMessageParams{ChatID: owner.ID, FromChatID: int64(9), MessageID: text, ReplyMarkup: keyboard})
	if err != nil {
		t.Fatal(err)
	}
	if got := phone.Last(); got.ID != copied.ID || got.Text != "/news for all" || got.ForwardedFrom != "" || len(got.Keyboard) != 3 {
		t.Errorf("text: %+v", got)
	}
	if _, err := b.CopyMessage(t.Context(), &bot.CopyMessageParams{ChatID: owner.ID, FromChatID: int64(9), MessageID: document}); err != nil {
		t.Fatal(err)
	}
	if got := phone.Last(); string(got.File.Data) != "news" || got.Caption != "caption" {
		t.Errorf("document: %+v", got)
	}
	if _, err := b.CopyMessage(t.Context(), &bot.CopyMessageParams{ChatID: owner.ID, FromChatID: int64(9), MessageID: document, Caption: "another"}); err != nil || phone.Last().Caption != "another" {
		t.Errorf("with another caption: %v, %+v", err, phone.Last())
	}
}

func TestServer_KeepsTheNewestMessages(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{MessagesKept: 2})
	phone := s.Phone(owner)
	for _, text := range []string{"one", "two", "three"} {
		phone.Send(text)
	}
	if got := phone.Messages(); len(got) != 2 || got[0].Text != "two" || got[1].Text != "three" {
		t.Errorf("kept %+v", got)
	}
}

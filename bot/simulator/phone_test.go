package simulator_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/simulator"
)

func TestPhone_WhatThePersonDoesReachesTheBot(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := start(t, simulator.Options{Now: clock.Now, FirstID: 100})
	phone := s.Phone(simulator.User{ID: 5, FirstName: "Owner", LastName: "Two", Username: "owner2", LanguageCode: "en"})
	first := phone.Start("west-1")
	phone.Reply(first, "reply")
	phone.Forward("words", "Neighbour")
	phone.Photo(picture(t, 4, 3), "look")
	phone.Document("list.csv", []byte("a;b"), "")
	phone.Sticker("👍")
	phone.Voice(7 * time.Second)
	if err := phone.Edit(first, "/start east"); err != nil {
		t.Fatal(err)
	}
	updates := fetch(t, s, `{}`)
	if len(updates) != 8 {
		t.Fatalf("%d updates", len(updates))
	}
	for i, u := range updates {
		if u.ID != int64(100+i) {
			t.Errorf("update %d has id %d", i, u.ID)
		}
	}
	start := updates[0].Message
	wantFrom := models.User{ID: 5, FirstName: "Owner", LastName: "Two", Username: "owner2", LanguageCode: "en"}
	if diff := cmp.Diff(wantFrom, *start.From); diff != "" {
		t.Error(diff)
	}
	if start.Text != "/start west-1" || start.Chat.Type != models.ChatTypePrivate || start.Date != int(clock.Now().Unix()) {
		t.Errorf("start: %+v", start)
	}
	if diff := cmp.Diff([]models.MessageEntity{{Type: "bot_command", Length: 6}}, start.Entities); diff != "" {
		t.Error(diff)
	}
	if m := updates[1].Message; m.ReplyToMessage.ID != first || m.ReplyToMessage.Text != "/start west-1" {
		t.Errorf("reply: %+v", m)
	}
	if m := updates[2].Message; m.ForwardOrigin.MessageOriginHiddenUser.SenderUserName != "Neighbour" || m.Text != "words" {
		t.Errorf("forward: %+v", m)
	}
	if m := updates[3].Message; m.Photo[0].Width != 4 || m.Caption != "look" {
		t.Errorf("photo: %+v", m)
	}
	if m := updates[4].Message; m.Document.FileName != "list.csv" {
		t.Errorf("document: %+v", m)
	}
	if m := updates[5].Message; m.Sticker.Emoji != "👍" {
		t.Errorf("sticker: %+v", m)
	}
	if m := updates[6].Message; m.Voice.Duration != 7 {
		t.Errorf("voice: %+v", m)
	}
	if m := updates[7].EditedMessage; m.ID != first || m.Text != "/start east" || m.EditDate == 0 {
		t.Errorf("edit: %+v", m)
	}
}

func TestPhone_StartLeavesOutABadParameter(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone := s.Phone(owner)
	for _, payload := range []string{"", "a b", "é", strings.Repeat("x", 65)} {
		phone.Start(payload)
	}
	for _, m := range phone.Messages() {
		if m.Text != "/start" {
			t.Errorf("sent %q", m.Text)
		}
	}
}

func TestPhone_SendSplitsLongTexts(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone := s.Phone(owner)
	phone.Send(strings.Repeat("🧵", 2049))
	got := phone.Messages()
	if len(got) != 2 || got[0].Text != strings.Repeat("🧵", 2048) || got[1].Text != "🧵" {
		t.Errorf("%d messages", len(got))
	}
	if phone.Send(" \n") != 0 {
		t.Error("a blank text is sent")
	}
}

func TestPhone_Tap(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone, b := s.Phone(owner), library(t, s)
	heard := phone.Send("hi")
	sent, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: owner.ID, Text: "?", ReplyMarkup: keyboard})
	if err != nil {
		t.Fatal(err)
	}
	for _, button := range []string{"n", "Yes"} {
		if err := phone.Tap(sent.ID, button); err != nil {
			t.Fatal(err)
		}
	}
	for _, button := range []string{"Copy", "Site", "z"} {
		if err := phone.Tap(sent.ID, button); !errors.Is(err, simulator.ErrNoButton) {
			t.Errorf("tap on %s: %v", button, err)
		}
	}
	if err := phone.Tap(1, "n"); !errors.Is(err, simulator.ErrNoMessage) {
		t.Errorf("tap on nothing: %v", err)
	}
	phone.TapForged(sent.ID, "forged")
	phone.TapForged(1, "forged")
	updates := fetch(t, s, `{}`)[1:]
	if phone.Last().Waiting != 3 || phone.Unanswered() != 4 || s.Unanswered() != 4 {
		t.Errorf("waiting: %d, %d, %d", phone.Last().Waiting, phone.Unanswered(), s.Unanswered())
	}
	for i, want := range []string{"n", "y", "forged", "forged"} {
		query := updates[i].CallbackQuery
		if query.Data != want || query.From.ID != owner.ID {
			t.Errorf("tap %d: %+v", i, query)
		}
		if i < 3 && (query.Message.Message.ID != sent.ID || query.Message.Message.Text != "?") {
			t.Errorf("tap %d on %+v", i, query.Message.Message)
		}
		answer := &bot.AnswerCallbackQueryParams{CallbackQueryID: query.ID, Text: "toast " + want, ShowAlert: i == 0}
		if _, err := b.AnswerCallbackQuery(t.Context(), answer); err != nil {
			t.Errorf("answer %d: %v", i, err)
		}
		if got := phone.Toast(); got.Text != "toast "+want || got.Alert != (i == 0) {
			t.Errorf("toast %d: %+v", i, got)
		}
		if _, err := b.AnswerCallbackQuery(t.Context(), answer); err == nil || !strings.Contains(err.Error(), "query is too old and response timeout expired or query ID is invalid") {
			t.Errorf("second answer: %v", err)
		}
	}
	if updates[3].CallbackQuery.Message.InaccessibleMessage.MessageID != 1 {
		t.Errorf("tap on a message that is gone: %+v", updates[3].CallbackQuery.Message)
	}
	if phone.Last().Waiting != 0 || s.Unanswered() != 0 {
		t.Error("the spinner goes on")
	}
	if err := phone.Edit(heard+1000, "x"); !errors.Is(err, simulator.ErrNoMessage) {
		t.Errorf("edit of nothing: %v", err)
	}
}

func TestServer_RefusesAnswersToTaps(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone := s.Phone(owner)
	phone.TapForged(1, "x")
	id := fetch(t, s, `{}`)[0].CallbackQuery.ID
	for params, want := range map[string]string{
		`{"callback_query_id":"1"}`:      "Bad Request: query is too old and response timeout expired or query ID is invalid",
		`{"callback_query_id":"4711-1"}`: "Bad Request: query is too old and response timeout expired or query ID is invalid",
		`{"callback_query_id":"` + id + `","text":"` + strings.Repeat("x", 201) + `"}`: "Bad Request: MESSAGE_TOO_LONG",
	} {
		if got := post(t, s, "answerCallbackQuery", params); got.Description != want {
			t.Errorf("%.40s: got %s", params, got.Description)
		}
	}
	if got := post(t, s, "answerCallbackQuery", `{"callback_query_id":"`+id+`","text":"`+strings.Repeat("x", 200)+`"}`); !got.OK {
		t.Errorf("200 characters: %s", got.Description)
	}
}

func TestPhone_Block(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone := s.Phone(owner)
	phone.Send("hi")
	phone.Block()
	phone.Block()
	phone.Send("back")
	updates := fetch(t, s, `{}`)
	if len(updates) != 4 {
		t.Fatalf("%d updates", len(updates))
	}
	if got := updates[1].MyChatMember; got.OldChatMember.Type != models.ChatMemberTypeMember || got.NewChatMember.Type != models.ChatMemberTypeBanned {
		t.Errorf("block: %+v", got)
	}
	if got := updates[2].MyChatMember; got.OldChatMember.Type != models.ChatMemberTypeBanned || got.NewChatMember.Type != models.ChatMemberTypeMember {
		t.Errorf("unblock: %+v", got)
	}
	if got := updates[3].Message.Text; got != "back" {
		t.Errorf("then %q", got)
	}
}

func TestPhone_Wait(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone := s.Phone(owner)
	phone.Send("hi")
	errs := make(chan error, 1)
	go func() {
		_, err := tryPost(s, "sendMessage", `{"chat_id":4711,"text":"hello"}`)
		errs <- err
	}()
	if err := phone.Wait(context20s(t), func(m []simulator.Message) bool { return m[len(m)-1].Text == "hello" }); err != nil {
		t.Error(err)
	}
	if err := <-errs; err != nil {
		t.Error(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := phone.Wait(ended, func([]simulator.Message) bool { return false }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestPhone_Action(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := start(t, simulator.Options{Now: clock.Now})
	phone := s.Phone(owner)
	phone.Send("hi")
	typing := func() { post(t, s, "sendChatAction", `{"chat_id":4711,"action":"typing"}`) }
	typing()
	if got := phone.Action(); got != "typing" {
		t.Errorf("got %q", got)
	}
	clock.advance(6 * time.Second)
	if got := phone.Action(); got != "" {
		t.Errorf("six seconds later %q", got)
	}
	typing()
	post(t, s, "sendMessage", `{"chat_id":4711,"text":"done"}`)
	if got := phone.Action(); got != "" {
		t.Errorf("after the message %q", got)
	}
}

func TestServer_DownloadsFiles(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone, b := s.Phone(owner), library(t, s)
	phone.Document("list.csv", []byte("a;b"), "")
	id := fetch(t, s, `{}`)[0].Message.Document.FileID
	file, err := b.GetFile(t.Context(), &bot.GetFileParams{FileID: id})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.Get(b.FileDownloadLink(file))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if body, err := io.ReadAll(r.Body); err != nil || string(body) != "a;b" || file.FileSize != 3 {
		t.Errorf("got %q, %v, %+v", body, err, file)
	}
	if _, err := b.GetFile(t.Context(), &bot.GetFileParams{FileID: "x"}); err == nil {
		t.Error("an unknown file is found")
	}
}

func TestServer_Inject(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	inject := func(raw string) int64 {
		t.Helper()
		id, err := s.Inject(raw)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	first := inject(`{"future_kind":{"a":[1,2]}}`)
	inject(`{"update_id":3,"message":{"message_id":70,"forward_origin":{"type":"martian"},"chat":{"id":8,"type":"private"},"from":{"id":8,"first_name":"A"}}}`)
	inject(`{"message":{"chat":{"id":-100,"type":"supergroup","title":"Crafts"},"from":{"id":8,"first_name":"A"},"text":"/start@bot"}}`)
	inject(`{"channel_post":{"chat":{"id":-200,"type":"channel","title":"News"},"text":"x"}}`)
	inject(`{"callback_query":{"from":{"id":8,"first_name":"A"},"data":"forged","message":{"message_id":70,"date":0,"chat":{"id":8,"type":"private"}}}}`)
	inject(`{"message":"nonsense"}`)
	got := post(t, s, "getUpdates", `{"allowed_updates":["message"]}`)
	var updates []map[string]json.RawMessage
	if err := json.Unmarshal(got.Result, &updates); err != nil {
		t.Fatal(err)
	}
	if len(updates) != 6 || string(updates[0]["future_kind"]) != `{"a":[1,2]}` {
		t.Fatalf("got %s", got.Result)
	}
	var second int64
	if err := json.Unmarshal(updates[1]["update_id"], &second); err != nil || second != first+1 {
		t.Errorf("update_id %d after %d", second, first)
	}
	var query struct{ ID string }
	if err := json.Unmarshal(updates[4]["callback_query"], &query); err != nil {
		t.Fatal(err)
	}
	for params, want := range map[string]bool{`{"chat_id":-100,"text":"a"}`: true, `{"chat_id":8,"text":"a","reply_parameters":{"message_id":70}}`: true, `{"chat_id":-200,"text":"a"}`: false} {
		if got := post(t, s, "sendMessage", params); got.OK != want {
			t.Errorf("%s: %+v", params, got)
		}
	}
	if s.Unanswered() != 1 || !post(t, s, "answerCallbackQuery", `{"callback_query_id":"`+query.ID+`"}`).OK || s.Unanswered() != 0 {
		t.Error("the injected tap is not answered once")
	}
	if texts := s.Messages(-100); len(texts) != 2 || texts[0].Text != "/start@bot" || texts[1].Text != "a" {
		t.Errorf("the group shows %+v", texts)
	}
	for _, raw := range []string{"", "null", "[]", "{"} {
		if _, err := s.Inject(raw); err == nil {
			t.Errorf("%q is injected", raw)
		}
	}
}

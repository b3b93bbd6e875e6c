package simulator

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// The errors of actions on the phone.
var (
	// ErrNoMessage: the chat has no such message, or the person can't edit it.
	ErrNoMessage = errors.New("no such message in the chat")
	// ErrNoButton: the message has no button with that callback data or label.
	ErrNoButton = errors.New("no such button under the message")
)

// actionLasts is how long the phone shows a chat action.
const actionLasts = 5 * time.Second

// Phone is a person's private chat with the bot, as that person uses it. Whatever the person does
// reaches the bot as updates. Writing to a blocked bot unblocks it, as the app asks for.
type Phone struct {
	server *Server
	chat   *chat
}

// Phone returns the phone of a person, always the same one for an ID, and updates the person to u.
func (s *Server) Phone(u User) *Phone {
	c := s.chatOrNew(u.ID, "private", "", u)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.user = u
	return &Phone{server: s, chat: c}
}

// User returns the person whose phone it is.
func (p *Phone) User() User {
	p.chat.mu.Lock()
	defer p.chat.mu.Unlock()
	return p.chat.user
}

// Server returns the server that the phone belongs to.
func (p *Phone) Server() *Server { return p.server }

// SetLanguage sets the language of the person's app, an IETF tag such as "id".
func (p *Phone) SetLanguage(tag string) {
	p.chat.mu.Lock()
	defer p.chat.mu.Unlock()
	p.chat.user.LanguageCode = tag
	p.chat.touch(nil)
}

// Acquaint lets the bot write to the person, as if the person had written to it before.
func (p *Phone) Acquaint() {
	p.chat.mu.Lock()
	defer p.chat.mu.Unlock()
	p.chat.wrote = true
}

// Send sends a text, in several messages if it is too long for one, and returns the id of the last
// one. For a blank text it sends nothing and returns 0.
func (p *Phone) Send(text string) int {
	id := 0
	for part := range splitText(strings.TrimSpace(text)) {
		id = p.sendText(Message{Text: part})
	}
	return id
}

// splitText splits a text into messages of at most textLimit.
func splitText(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		begin, units := 0, 0
		for i, r := range text {
			size := len16(string(r))
			if units+size > textLimit {
				if !yield(text[begin:i]) {
					return
				}
				begin, units = i, 0
			}
			units += size
		}
		if begin < len(text) {
			yield(text[begin:])
		}
	}
}

func (p *Phone) sendText(m Message) int {
	f := formatted{text: m.Text}
	f.detect()
	m.Entities = f.entities
	return p.send(m)
}

// SendFormatted sends a text given in Telegram's HTML. It fails as a bot's message would.
func (p *Phone) SendFormatted(html string) (int, error) {
	f, err := format(html, "html", nil)
	if err != nil {
		return 0, err
	}
	return p.send(Message{Text: f.text, Entities: f.entities}), nil
}

// Start presses Start, or opens the bot by a link with a start parameter: 1 to 64 letters, digits,
// _ or -. Like Telegram, it ignores any other parameter.
func (p *Phone) Start(payload string) int {
	plain := strings.ReplaceAll(payload, "-", "_")
	if payload == "" || len(payload) > 64 || wordLength(plain) != len(plain) {
		return p.Send("/start")
	}
	return p.Send("/start " + payload)
}

// Reply replies to a message of the chat with a text.
func (p *Phone) Reply(messageID int, text string) int {
	return p.sendText(Message{Text: text, ReplyTo: messageID})
}

// ReplyPhoto replies to a message of the chat with a picture, PNG or JPEG; the caption may be "".
func (p *Phone) ReplyPhoto(messageID int, picture []byte, caption string) int {
	return p.send(Message{File: p.server.keepFile(Photo, "", picture), Caption: caption, ReplyTo: messageID})
}

// Forward forwards a text by another person whose account is hidden.
func (p *Phone) Forward(text, name string) int {
	return p.sendText(Message{Text: text, ForwardedFrom: name})
}

// Photo sends a picture, PNG or JPEG; the caption may be "".
func (p *Phone) Photo(picture []byte, caption string) int {
	return p.send(Message{File: p.server.keepFile(Photo, "", picture), Caption: caption})
}

// Document sends a file; the caption may be "".
func (p *Phone) Document(name string, data []byte, caption string) int {
	return p.send(Message{File: p.server.keepFile(Document, name, data), Caption: caption})
}

// Upload sends a file as a picture if it can be one, otherwise as a document.
func (p *Phone) Upload(name string, data []byte) int {
	if checkPhoto(data) == nil {
		return p.Photo(data, "")
	}
	return p.Document(name, data, "")
}

// Sticker sends a sticker that stands for an emoji.
func (p *Phone) Sticker(emoji string) int {
	return p.send(Message{File: p.server.keepFile(Sticker, "sticker.webp", []byte("RIFF\x04\x00\x00\x00WEBP")), Sticker: emoji})
}

// Voice sends a voice note.
func (p *Phone) Voice(lasts time.Duration) int {
	return p.send(Message{File: p.server.keepFile(Voice, "voice.ogg", []byte("OggS")), Voice: lasts})
}

// send puts a message of the person into the chat and the updates.
func (p *Phone) send(m Message) int {
	s, c := p.server, p.chat
	p.Unblock()
	c.mu.Lock()
	defer c.mu.Unlock()
	m.ID, m.Date = int(s.lastMessage.Add(1)), s.now()
	c.wrote = true
	c.add(&m, s.messagesKept)
	s.updates.push(c.id, "message", s.wireMessage(c, &m))
	return m.ID
}

// Edit changes the text of the person's own message. It fails with [ErrNoMessage].
func (p *Phone) Edit(messageID int, text string) error {
	s, c := p.server, p.chat
	f := formatted{text: text}
	f.detect()
	c.mu.Lock()
	defer c.mu.Unlock()
	m := c.find(messageID)
	if m == nil || m.FromBot || m.File != nil {
		return fmt.Errorf("edit message %d: %w", messageID, ErrNoMessage)
	}
	m.Text, m.Entities, m.EditDate = text, f.entities, s.now()
	c.rewrite(m)
	s.updates.push(c.id, "edited_message", s.wireMessage(c, m))
	return nil
}

// Tap taps the button with the given callback data or, if there is none, with that label. It fails
// with [ErrNoMessage] or [ErrNoButton].
func (p *Phone) Tap(messageID int, button string) error {
	c := p.chat
	c.mu.Lock()
	defer c.mu.Unlock()
	m := c.find(messageID)
	if m == nil {
		return fmt.Errorf("tap message %d: %w", messageID, ErrNoMessage)
	}
	data, ok := m.callbackData(button)
	if !ok {
		return fmt.Errorf("tap %q: %w", button, ErrNoButton)
	}
	p.server.tap(c, messageID, data)
	return nil
}

func (m *Message) callbackData(button string) (string, bool) {
	buttons := slices.Concat(m.Keyboard...)
	for _, b := range buttons {
		if b.Data != "" && b.Data == button {
			return b.Data, true
		}
	}
	for _, b := range buttons {
		if b.Data != "" && b.Text == button {
			return b.Data, true
		}
	}
	return "", false
}

// TapForged sends a callback query with any data, whether or not the message has such a button. The
// message itself may have been deleted.
func (p *Phone) TapForged(messageID int, data string) {
	p.chat.mu.Lock()
	defer p.chat.mu.Unlock()
	p.server.tap(p.chat, messageID, data)
}

// Block blocks the bot. Blocking twice changes nothing.
func (p *Phone) Block() { p.setBlocked(true) }

// Unblock lets the bot write again. Unblocking a bot that is not blocked changes nothing.
func (p *Phone) Unblock() { p.setBlocked(false) }

func (p *Phone) setBlocked(blocked bool) {
	s, c := p.server, p.chat
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.blocked == blocked {
		return
	}
	c.blocked = blocked
	forever := int64(0)
	member := wireMember{Status: "member", User: s.botUser()}
	banned := wireMember{Status: "kicked", User: s.botUser(), UntilDate: &forever}
	change := wireMemberChange{Chat: c.wire(), From: c.user.wire(), Date: s.now().Unix(), Old: member, New: banned}
	if !blocked {
		change.Old, change.New = banned, member
	}
	c.touch(nil)
	s.updates.push(c.id, "my_chat_member", change)
}

// Deactivate deletes the person's account. The bot is not told, but its messages are refused.
func (p *Phone) Deactivate() {
	p.chat.mu.Lock()
	defer p.chat.mu.Unlock()
	p.chat.gone = true
}

// Messages returns the messages of the chat as they are now, oldest first.
func (p *Phone) Messages() []Message { return p.server.Messages(p.chat.id) }

// Last returns the bot's newest message; the zero Message if there is none.
func (p *Phone) Last() Message {
	p.chat.mu.Lock()
	defer p.chat.mu.Unlock()
	for _, m := range slices.Backward(p.chat.messages) {
		if m.FromBot {
			return *m
		}
	}
	return Message{}
}

// Toast returns the bot's last answer to a tap; the zero Toast if it has answered none.
func (p *Phone) Toast() Toast {
	p.chat.mu.Lock()
	defer p.chat.mu.Unlock()
	return p.chat.toast
}

// Unanswered counts the taps on this phone that the bot has not answered yet.
func (p *Phone) Unanswered() int {
	p.chat.mu.Lock()
	defer p.chat.mu.Unlock()
	return len(p.chat.taps)
}

// Action returns the bot's current chat action, such as "typing"; empty: none.
func (p *Phone) Action() string {
	p.chat.mu.Lock()
	defer p.chat.mu.Unlock()
	return p.chat.actionNow(p.server.now())
}

func (c *chat) actionNow(now time.Time) string {
	if now.Sub(c.actionAt) > actionLasts {
		return ""
	}
	return c.action
}

// Since lists the changes of the chat after one of its revisions; 0: everything there is.
func (p *Phone) Since(revision int64) Changes { return p.chat.since(revision) }

// Wire returns a message of the chat as the Bot API writes it.
func (p *Phone) Wire(m Message) *WireMessage {
	p.chat.mu.Lock()
	defer p.chat.mu.Unlock()
	return p.server.wireMessage(p.chat, &m)
}

// Watch signals every change of the chat on a channel, unless that is full, until cancel is called.
func (p *Phone) Watch(changed chan struct{}) (cancel func()) { return p.chat.watch(changed) }

// Subscribe returns a channel that receives a signal after each change of the chat, until cancel is
// called. Several changes in quick succession may give one signal.
func (p *Phone) Subscribe() (changed <-chan struct{}, cancel func()) {
	signal := make(chan struct{}, 1)
	return signal, p.chat.watch(signal)
}

// Wait returns when wanted accepts the messages of the chat, now or later. It fails when ctx ends.
func (p *Phone) Wait(ctx context.Context, wanted func([]Message) bool) error {
	changed, cancel := p.Subscribe()
	defer cancel()
	for {
		if wanted(p.Messages()) {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for chat %d: %w", p.chat.id, ctx.Err())
		}
	}
}

// Unanswered counts the taps on all phones that the bot has not answered yet.
func (s *Server) Unanswered() int {
	s.chatsMu.RLock()
	defer s.chatsMu.RUnlock()
	total := 0
	for _, c := range s.chats {
		c.mu.Lock()
		total += len(c.taps)
		c.mu.Unlock()
	}
	return total
}

package simulator

import (
	"slices"
	"time"
)

// deletable is how long a message can be deleted for everyone, counted from when it was sent.
const deletable = 48 * time.Hour

func (s *Server) sendMessage(c *call) (any, error) {
	f, err := c.formatted("text", "entities")
	switch {
	case err != nil:
		return nil, err
	case c.params["text"] == "":
		return nil, badRequest("message text is empty")
	case f.text == "":
		return nil, badRequest("text must be non-empty")
	case len16(f.text) > textLimit:
		return nil, badRequest("message is too long")
	}
	return s.post(c, Message{Text: f.text, HTML: f.html, Entities: f.entities})
}

// post puts a message of the bot into the chat that the call names.
func (s *Server) post(c *call, m Message) (*WireMessage, error) {
	keyboard, err := c.keyboard()
	if err != nil {
		return nil, err
	}
	forces, err := c.forcesReply()
	if err != nil {
		return nil, err
	}
	reply := struct {
		ID      int  `json:"message_id"`
		Without bool `json:"allow_sending_without_reply"`
	}{}
	if _, err := c.object("reply_parameters", &reply); err != nil {
		return nil, err
	}
	chat, err := s.addressee(c.chatID, c.params["chat_id"])
	if err != nil {
		return nil, err
	}
	chat.mu.Lock()
	defer chat.mu.Unlock()
	if err := s.admit(chat, c.at); err != nil {
		return nil, err
	}
	if reply.ID != 0 && chat.find(reply.ID) == nil {
		if !reply.Without {
			return nil, badRequest("message to be replied not found")
		}
		reply.ID = 0
	}
	m.ID, m.FromBot, m.Date = int(s.lastMessage.Add(1)), true, c.at
	m.Keyboard, m.ForcesReply, m.ReplyTo = keyboard, forces, reply.ID
	chat.add(&m, s.messagesKept)
	return s.wireMessage(chat, &m), nil
}

// addressee finds the chat with an id; given is the parameter that holds the id.
func (s *Server) addressee(id int64, given string) (*chat, error) {
	if given == "" {
		return nil, badRequest("chat_id is empty")
	}
	chat, known := s.chat(id)
	if !known {
		return nil, badRequest("chat not found")
	}
	return chat, nil
}

// admit refuses messages that the person or the limits do not allow. The caller holds the chat's
// lock.
func (s *Server) admit(c *chat, now time.Time) error {
	switch {
	case c.gone:
		return forbidden("user is deactivated")
	case c.blocked:
		return forbidden("bot was blocked by the user")
	case !c.wrote:
		return forbidden("bot can't initiate conversation with a user")
	}
	return s.limits.take(c.id, c.pace, now, s.floods.begin)
}

func (s *Server) editMessageText(c *call) (any, error) {
	f, err := c.formatted("text", "entities")
	switch {
	case err != nil:
		return nil, err
	case f.text == "":
		return nil, badRequest("message text is empty")
	case len16(f.text) > textLimit:
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	return s.edit(c, func(m *Message) error {
		if m.File != nil {
			return badRequest("there is no text in the message to edit")
		}
		m.Text, m.HTML, m.Entities, m.EditDate = f.text, f.html, f.entities, c.at
		return nil
	})
}

func (s *Server) editMessageCaption(c *call) (any, error) {
	f, err := c.formatted("caption", "caption_entities")
	switch {
	case err != nil:
		return nil, err
	case len16(f.text) > captionLimit:
		return nil, badRequest("MEDIA_CAPTION_TOO_LONG")
	}
	return s.edit(c, func(m *Message) error {
		if m.File == nil {
			return badRequest("there is no caption in the message to edit")
		}
		m.Caption, m.HTML, m.Entities, m.EditDate = f.text, f.html, f.entities, c.at
		return nil
	})
}

func (s *Server) editMessageReplyMarkup(c *call) (any, error) {
	return s.edit(c, func(*Message) error { return nil })
}

// edit applies change to a message of the bot and sets its keyboard to that of the call, or none.
func (s *Server) edit(c *call, change func(*Message) error) (any, error) {
	id, err := c.messageID()
	if err != nil {
		return nil, err
	}
	keyboard, err := c.keyboard()
	if err != nil {
		return nil, err
	}
	chat, err := s.addressee(c.chatID, c.params["chat_id"])
	if err != nil {
		return nil, err
	}
	chat.mu.Lock()
	defer chat.mu.Unlock()
	if err := s.admit(chat, c.at); err != nil {
		return nil, err
	}
	m := chat.find(id)
	switch {
	case m == nil:
		return nil, badRequest("message to edit not found")
	case !m.FromBot:
		return nil, badRequest("message can't be edited")
	}
	edited := *m
	if err := change(&edited); err != nil {
		return nil, err
	}
	edited.Keyboard = keyboard
	if edited.SameAs(*m) {
		return nil, badRequest("message is not modified: specified new message content and reply markup are exactly " +
			"the same as a current content and reply markup of the message")
	}
	*m = edited
	chat.rewrite(m)
	return s.wireMessage(chat, m), nil
}

// SameAs reports whether two states of a message look the same on the phone.
func (m Message) SameAs(o Message) bool {
	return m.Text == o.Text && m.Caption == o.Caption && m.File == o.File &&
		slices.Equal(m.Entities, o.Entities) && sameKeyboard(m.Keyboard, o.Keyboard)
}

func (s *Server) deleteMessage(c *call) (any, error) {
	id, err := c.messageID()
	if err != nil {
		return nil, err
	}
	chat, err := s.addressee(c.chatID, c.params["chat_id"])
	if err != nil {
		return nil, err
	}
	chat.mu.Lock()
	defer chat.mu.Unlock()
	m := chat.find(id)
	switch {
	case m == nil:
		return nil, badRequest("message to delete not found")
	case c.at.Sub(m.Date) > deletable:
		return nil, badRequest("message can't be deleted for everyone")
	}
	chat.remove(id)
	return true, nil
}

// copyMessage sends the content of a message again, with a new caption if the call has one.
func (s *Server) copyMessage(c *call) (any, error) {
	id, err := c.messageID()
	if err != nil {
		return nil, err
	}
	from, err := c.number("from_chat_id")
	if err != nil {
		return nil, badRequest("chat not found")
	}
	source, err := s.addressee(from, c.params["from_chat_id"])
	if err != nil {
		return nil, err
	}
	copied, err := source.content(id)
	if err != nil {
		return nil, err
	}
	if _, given := c.params["caption"]; given && copied.File != nil {
		if err := c.caption(&copied); err != nil {
			return nil, err
		}
	}
	sent, err := s.post(c, copied)
	if err != nil {
		return nil, err
	}
	return map[string]int{"message_id": sent.ID}, nil
}

// content is the part of a message that a copy takes over.
func (c *chat) content(id int) (Message, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	m := c.find(id)
	if m == nil {
		return Message{}, badRequest("message to copy not found")
	}
	return Message{
		Text: m.Text, Caption: m.Caption, HTML: m.HTML, Entities: m.Entities,
		File: m.File, Sticker: m.Sticker, Voice: m.Voice,
	}, nil
}

// chatActions lists the actions of sendChatAction.
var chatActions = []string{
	"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
	"choose_sticker", "find_location", "record_video_note", "upload_video_note",
}

func (s *Server) sendChatAction(c *call) (any, error) {
	action := c.params["action"]
	if !slices.Contains(chatActions, action) {
		return nil, badRequest("wrong parameter action in request")
	}
	chat, err := s.addressee(c.chatID, c.params["chat_id"])
	if err != nil {
		return nil, err
	}
	chat.mu.Lock()
	defer chat.mu.Unlock()
	switch {
	case chat.gone:
		return nil, forbidden("user is deactivated")
	case chat.blocked:
		return nil, forbidden("bot was blocked by the user")
	}
	chat.action, chat.actionAt = action, c.at
	chat.touch(nil)
	return true, nil
}

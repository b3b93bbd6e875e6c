package simulator

import "fmt"

// toastLimit is the longest answer to a tap, in UTF-16 units.
const toastLimit = 200

// Toast is the bot's answer to a tap.
type Toast struct {
	MessageID int    // the message whose button was tapped
	Text      string // shown for a moment over the chat; empty: nothing is shown
	Alert     bool   // shown until the person closes it

	revision int64 // of the chat, when the answer came
}

func (s *Server) answerCallbackQuery(c *call) (any, error) {
	chatID, number, _ := parseCallbackID(c.params["callback_query_id"])
	unknown := badRequest("query is too old and response timeout expired or query ID is invalid")
	chat, known := s.chat(chatID)
	if !known {
		return nil, unknown
	}
	text := c.params["text"]
	if len16(text) > toastLimit {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	chat.mu.Lock()
	defer chat.mu.Unlock()
	messageID, waiting := chat.taps[number]
	if !waiting {
		return nil, unknown
	}
	delete(chat.taps, number)
	m := chat.find(messageID)
	if m != nil {
		m.Waiting--
	}
	chat.touch(m)
	chat.toast = Toast{MessageID: messageID, Text: text, Alert: c.flag("show_alert"), revision: chat.revision}
	return true, nil
}

// tap adds a callback query to the updates and returns its id. The caller holds the chat's lock.
func (s *Server) tap(c *chat, messageID int, data string) string {
	number := s.lastCallback.Add(1)
	id := callbackID(c.id, number)
	query := wireCallback{ID: id, From: c.user.wire(), ChatInstance: fmt.Sprint(c.id), Data: data}
	m := c.find(messageID)
	if m == nil {
		query.Message = wireInaccessible{Chat: c.wire(), ID: messageID}
	} else {
		query.Message = s.wireMessage(c, m)
		m.Waiting++
	}
	c.expect(number, messageID)
	c.touch(m)
	s.updates.push(c.id, "callback_query", query)
	return id
}

// expect records that a tap waits for the bot's answer.
func (c *chat) expect(number int64, messageID int) {
	if c.taps == nil {
		c.taps = map[int64]int{}
	}
	c.taps[number] = messageID
}

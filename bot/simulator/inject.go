package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// Inject gives the bot an update of any shape, a JSON object without update_id, whether or not the
// bot asked for its kind, and returns its update_id. It adds message_id and date to a message that
// lacks them, and to a callback query an id that can be answered once. From then on the bot may
// write to the chat that the update names. Inject fails if raw is not a JSON object.
func (s *Server) Inject(raw string) (updateID int64, err error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(raw), &fields); err != nil {
		return 0, fmt.Errorf("inject update: %w", err)
	}
	if fields == nil {
		return 0, errors.New("inject update: null is no object")
	}
	var chatID int64
	for _, kind := range []string{"message", "edited_message", "channel_post", "edited_channel_post"} {
		if content := fields[kind]; content != nil {
			fields[kind] = s.completeMessage(content)
			chatID = s.learnMessage(fields[kind])
		}
	}
	if query := fields["callback_query"]; query != nil {
		fields["callback_query"], chatID = s.completeCallback(query)
	}
	u := &s.updates
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.enqueue(chatID, func(id int64) []byte {
		fields["update_id"] = json.RawMessage(strconv.FormatInt(id, 10))
		body, _ := json.Marshal(fields) // decoded JSON always encodes
		return body
	}), nil
}

// complete adds the fields that an object lacks, and returns anything else unchanged.
func complete(raw json.RawMessage, defaults map[string]any) json.RawMessage {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil || fields == nil {
		return raw
	}
	for name, value := range defaults {
		if _, given := fields[name]; !given {
			fields[name], _ = json.Marshal(value) // numbers and strings always encode
		}
	}
	completed, _ := json.Marshal(fields) // decoded JSON always encodes
	return completed
}

func (s *Server) completeMessage(raw json.RawMessage) json.RawMessage {
	return complete(raw, map[string]any{"message_id": s.lastMessage.Add(1), "date": s.now().Unix()})
}

// completeCallback adds an id to a callback query, and returns the private chat that it belongs to.
func (s *Server) completeCallback(raw json.RawMessage) (json.RawMessage, int64) {
	var query struct {
		ID      string   `json:"id"`
		From    wireUser `json:"from"`
		Message struct {
			ID int `json:"message_id"`
		} `json:"message"`
	}
	if json.Unmarshal(raw, &query) != nil || query.From.ID == 0 || query.ID != "" {
		return raw, query.From.ID
	}
	chat := s.chatOrNew(query.From.ID, "private", "", query.From.user())
	number := s.lastCallback.Add(1)
	chat.mu.Lock()
	defer chat.mu.Unlock()
	chat.wrote = true
	chat.expect(number, query.Message.ID)
	if m := chat.find(query.Message.ID); m != nil {
		m.Waiting++
	}
	return complete(raw, map[string]any{"id": callbackID(chat.id, number)}), chat.id
}

// learnMessage puts an injected message into its private chat or group, and returns the chat's id.
func (s *Server) learnMessage(raw json.RawMessage) int64 {
	var message struct {
		ID   int      `json:"message_id"`
		From wireUser `json:"from"`
		Chat wireChat `json:"chat"`
		Text string   `json:"text"`
	}
	if json.Unmarshal(raw, &message) != nil || message.Chat.ID == 0 || message.Chat.Type == "channel" {
		return message.Chat.ID
	}
	chat := s.chatOrNew(message.Chat.ID, message.Chat.Type, message.Chat.Title, message.From.user())
	chat.mu.Lock()
	defer chat.mu.Unlock()
	chat.wrote = true
	chat.add(&Message{ID: message.ID, Date: s.now(), Text: message.Text}, s.messagesKept)
	return chat.id
}

func (w wireUser) user() User {
	return User{
		ID: w.ID, FirstName: w.FirstName, LastName: w.LastName, Username: w.Username, LanguageCode: w.LanguageCode,
		isBot: w.IsBot,
	}
}

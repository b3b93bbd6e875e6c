package simulator

import (
	"strings"
)

// methods are the Bot API methods that the server knows. A method returns what goes into "result",
// or a refusal.
var methods = map[string]func(*Server, *call) (any, error){
	"getMe":                  (*Server).getMe,
	"getUpdates":             (*Server).getUpdates,
	"setWebhook":             (*Server).setWebhook,
	"deleteWebhook":          (*Server).deleteWebhook,
	"getWebhookInfo":         (*Server).getWebhookInfo,
	"sendMessage":            (*Server).sendMessage,
	"sendPhoto":              (*Server).sendPhoto,
	"sendDocument":           (*Server).sendDocument,
	"sendVoice":              (*Server).sendVoice,
	"copyMessage":            (*Server).copyMessage,
	"editMessageText":        (*Server).editMessageText,
	"editMessageCaption":     (*Server).editMessageCaption,
	"editMessageMedia":       (*Server).editMessageMedia,
	"editMessageReplyMarkup": (*Server).editMessageReplyMarkup,
	"deleteMessage":          (*Server).deleteMessage,
	"sendChatAction":         (*Server).sendChatAction,
	"answerCallbackQuery":    (*Server).answerCallbackQuery,
	"getChat":                (*Server).getChat,
	"getFile":                (*Server).getFile,
	"setMyCommands":          (*Server).setMyCommands,
	"getMyCommands":          (*Server).getMyCommands,
	"deleteMyCommands":       (*Server).deleteMyCommands,
	"setMyName":              (*Server).setMyName,
	"getMyName":              (*Server).getMyName,
	"setMyDescription":       (*Server).setMyDescription,
	"getMyDescription":       (*Server).getMyDescription,
	"setMyShortDescription":  (*Server).setMyShortDescription,
	"getMyShortDescription":  (*Server).getMyShortDescription,
}

// methodNamed returns the proper spelling of a method's name, which is not case-sensitive.
func methodNamed(name string) string {
	if _, known := methods[name]; known {
		return name
	}
	for method := range methods {
		if strings.EqualFold(method, name) {
			return method
		}
	}
	return name
}

func (s *Server) getMe(*call) (any, error) {
	return struct {
		wireUser
		CanJoinGroups           bool `json:"can_join_groups"`
		CanReadAllGroupMessages bool `json:"can_read_all_group_messages"`
		SupportsInlineQueries   bool `json:"supports_inline_queries"`
	}{wireUser: s.botUser(), CanJoinGroups: true}, nil
}

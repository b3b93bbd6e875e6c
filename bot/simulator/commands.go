package simulator

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// Command is one line of the menu of commands.
type Command struct {
	Command     string `json:"command"` // without the slash
	Description string `json:"description"`
}

const (
	commandsLimit           = 100
	commandLimit            = 32
	commandDescriptionLimit = 256 // characters
)

var (
	commandPattern  = regexp.MustCompile(`^[a-z0-9_]+$`)
	languagePattern = regexp.MustCompile(`^([a-z]{2})?$`)
)

// commands holds the menus by scope and language.
type commands struct {
	mu    sync.Mutex
	menus map[menuKey][]Command
}

type menuKey struct {
	scope    string // its type, followed by the chat and the member if it has them
	language string // two letters; empty: all languages without a menu of their own
}

func (s *Server) setMyCommands(c *call) (any, error) {
	key, err := c.menuKey()
	if err != nil {
		return nil, err
	}
	var menu []Command
	if given, err := c.object("commands", &menu); err != nil || !given {
		return nil, badRequest("can't parse commands: Array expected")
	}
	if len(menu) > commandsLimit {
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for i := range menu {
		menu[i].Command = strings.TrimPrefix(strings.TrimSpace(menu[i].Command), "/")
		menu[i].Description = strings.TrimSpace(menu[i].Description)
		if err := menu[i].check(); err != nil {
			return nil, err
		}
	}
	s.setMenu(key, menu)
	return true, nil
}

// setMenu replaces the menu of a scope and language; an empty menu removes it.
func (s *Server) setMenu(key menuKey, menu []Command) {
	s.commands.mu.Lock()
	if s.commands.menus == nil {
		s.commands.menus = map[menuKey][]Command{}
	}
	s.commands.menus[key] = menu
	s.commands.mu.Unlock()
	s.touchWatched()
}

func (c Command) check() error {
	switch {
	case c.Command == "":
		return badRequest("command must be non-empty")
	case utf8.RuneCountInString(c.Command) > commandLimit:
		return badRequest("command length must not exceed %d", commandLimit)
	case c.Description == "":
		return badRequest("command description must be non-empty")
	case utf8.RuneCountInString(c.Description) > commandDescriptionLimit:
		return badRequest("command description length must not exceed %d", commandDescriptionLimit)
	case !commandPattern.MatchString(c.Command):
		return badRequest("BOT_COMMAND_INVALID")
	}
	return nil
}

func (s *Server) getMyCommands(c *call) (any, error) {
	key, err := c.menuKey()
	if err != nil {
		return nil, err
	}
	s.commands.mu.Lock()
	defer s.commands.mu.Unlock()
	if menu := s.commands.menus[key]; menu != nil {
		return menu, nil
	}
	return []Command{}, nil
}

func (s *Server) deleteMyCommands(c *call) (any, error) {
	key, err := c.menuKey()
	if err != nil {
		return nil, err
	}
	s.setMenu(key, nil)
	return true, nil
}

// menuKey reads scope and language_code.
func (c *call) menuKey() (menuKey, error) {
	scope := struct {
		Type   string      `json:"type"`
		ChatID json.Number `json:"chat_id"`
		UserID json.Number `json:"user_id"`
	}{Type: "default"}
	if _, err := c.object("scope", &scope); err != nil {
		return menuKey{}, badRequest("can't parse BotCommandScope: Object expected")
	}
	language := c.params["language_code"]
	if !languagePattern.MatchString(language) {
		return menuKey{}, badRequest("invalid language code specified")
	}
	switch scope.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
		return menuKey{scope.Type, language}, nil
	case "chat", "chat_administrators", "chat_member":
		if scope.ChatID == "" {
			return menuKey{}, badRequest("can't parse BotCommandScope: Field \"chat_id\" is required")
		}
		return menuKey{fmt.Sprint(scope.Type, " ", scope.ChatID, " ", scope.UserID), language}, nil
	}
	return menuKey{}, badRequest("can't parse BotCommandScope: Unsupported type specified")
}

// Commands returns the menu that a person sees in the private chat: that of the narrowest scope
// with one, in the person's language if there is one.
func (s *Server) Commands(u User) []Command {
	language, _, _ := strings.Cut(u.LanguageCode, "-")
	s.commands.mu.Lock()
	defer s.commands.mu.Unlock()
	for _, scope := range []string{fmt.Sprint("chat ", u.ID, " "), "all_private_chats", "default"} {
		for _, tongue := range []string{language, ""} {
			if menu := s.commands.menus[menuKey{scope, tongue}]; len(menu) > 0 {
				return menu
			}
		}
	}
	return nil
}

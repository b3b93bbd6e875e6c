package simulator

import (
	"sync"
	"unicode/utf8"
)

// Profile is how the bot presents itself in one language.
type Profile struct {
	Name             string
	Description      string // shown in a chat before its first message
	ShortDescription string
}

const (
	nameLimit             = 64 // characters, as are the next two
	descriptionLimit      = 512
	shortDescriptionLimit = 120
)

// profile holds the bot's texts by language; the empty language serves those without their own.
type profile struct {
	mu    sync.RWMutex
	texts map[profileText]map[string]string
}

type profileText struct {
	parameter string // of the set method, and of the result of the get method
	limit     int
	tooLong   string
}

var (
	nameText             = profileText{"name", nameLimit, "bot name is too long"}
	descriptionText      = profileText{"description", descriptionLimit, "bot description is too long"}
	shortDescriptionText = profileText{"short_description", shortDescriptionLimit, "bot short description is too long"}
)

func (s *Server) setMyName(c *call) (any, error)        { return s.setProfile(c, nameText) }
func (s *Server) getMyName(c *call) (any, error)        { return s.getProfile(c, nameText) }
func (s *Server) setMyDescription(c *call) (any, error) { return s.setProfile(c, descriptionText) }
func (s *Server) getMyDescription(c *call) (any, error) { return s.getProfile(c, descriptionText) }

func (s *Server) setMyShortDescription(c *call) (any, error) {
	return s.setProfile(c, shortDescriptionText)
}

func (s *Server) getMyShortDescription(c *call) (any, error) {
	return s.getProfile(c, shortDescriptionText)
}

func (s *Server) setProfile(c *call, which profileText) (any, error) {
	language, text := c.params["language_code"], c.params[which.parameter]
	if !languagePattern.MatchString(language) {
		return nil, badRequest("invalid language code specified")
	}
	if utf8.RuneCountInString(text) > which.limit {
		return nil, badRequest("%s", which.tooLong)
	}
	s.profile.set(which, language, text)
	s.touchWatched()
	return true, nil
}

func (p *profile) set(which profileText, language, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.texts == nil {
		p.texts = map[profileText]map[string]string{}
	}
	if p.texts[which] == nil {
		p.texts[which] = map[string]string{}
	}
	p.texts[which][language] = text
}

func (s *Server) getProfile(c *call, which profileText) (any, error) {
	language := c.params["language_code"]
	if !languagePattern.MatchString(language) {
		return nil, badRequest("invalid language code specified")
	}
	text := s.profile.text(which, language)
	if text == "" && which == nameText {
		text = s.bot.FirstName
	}
	return map[string]string{which.parameter: text}, nil
}

func (p *profile) text(which profileText, language string) string {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if own := p.texts[which][language]; own != "" {
		return own
	}
	return p.texts[which][""]
}

// Profile returns how the bot presents itself to people whose app speaks a language (two letters).
func (s *Server) Profile(language string) Profile {
	p := Profile{
		Name:             s.profile.text(nameText, language),
		Description:      s.profile.text(descriptionText, language),
		ShortDescription: s.profile.text(shortDescriptionText, language),
	}
	if p.Name == "" {
		p.Name = s.bot.FirstName
	}
	return p
}

package simulator

func (s *Server) sendPhoto(c *call) (any, error)    { return s.sendFile(c, Photo, "photo") }
func (s *Server) sendVoice(c *call) (any, error)    { return s.sendFile(c, Voice, "voice") }
func (s *Server) sendDocument(c *call) (any, error) { return s.sendFile(c, Document, "document") }

func (s *Server) sendFile(c *call, kind FileKind, parameter string) (any, error) {
	var m Message
	if err := c.caption(&m); err != nil {
		return nil, err
	}
	f, err := s.incoming(c, kind, parameter, c.params[parameter])
	if err != nil {
		return nil, err
	}
	m.File = f
	return s.post(c, m)
}

// caption sets a message's caption to that of the call.
func (c *call) caption(m *Message) error {
	f, err := c.formatted("caption", "caption_entities")
	if err != nil {
		return err
	}
	if len16(f.text) > captionLimit {
		return badRequest("message caption is too long")
	}
	m.Caption, m.HTML, m.Entities = f.text, f.html, f.entities
	return nil
}

// editMessageMedia replaces the content of a message by a picture or document with a caption.
func (s *Server) editMessageMedia(c *call) (any, error) {
	media := struct {
		Type      string   `json:"type"`
		Media     string   `json:"media"`
		Caption   string   `json:"caption"`
		ParseMode string   `json:"parse_mode"`
		Entities  []Entity `json:"caption_entities"`
	}{}
	if given, err := c.object("media", &media); err != nil || !given {
		return nil, badRequest("can't parse InputMedia: Object expected")
	}
	kind := map[string]FileKind{"photo": Photo, "document": Document}[media.Type]
	if kind == "" {
		return nil, badRequest("can't parse InputMedia: type must be photo or document")
	}
	caption, err := format(media.Caption, media.ParseMode, media.Entities)
	if err != nil {
		return nil, err
	}
	if len16(caption.text) > captionLimit {
		return nil, badRequest("MEDIA_CAPTION_TOO_LONG")
	}
	f, err := s.incoming(c, kind, "media", media.Media)
	if err != nil {
		return nil, err
	}
	return s.edit(c, func(m *Message) error {
		m.Text, m.Sticker = "", ""
		m.File, m.Caption, m.HTML, m.Entities, m.EditDate = f, caption.text, caption.html, caption.entities, c.at
		return nil
	})
}

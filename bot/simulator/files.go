package simulator

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // pictures are PNG or JPEG
	_ "image/png"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

// FileKind is what a file was sent as. Telegram does not let a file be sent again as another kind.
type FileKind string

// The kinds of files.
const (
	Photo    FileKind = "Photo"
	Document FileKind = "Document"
	Sticker  FileKind = "Sticker"
	Voice    FileKind = "Voice"
)

// File is a file in a message. It never changes.
type File struct {
	ID       string // to send it again, and for getFile
	UniqueID string
	Kind     FileKind
	Name     string // of a document
	MIME     string
	Width    int // of a picture or sticker, in pixels
	Height   int
	Data     []byte // not to be changed
	path     string // for the download
}

const (
	photoLimit     = 10 << 20
	photoSideLimit = 10_000 // width and height together, in pixels
	photoRatio     = 20     // longer side to shorter
)

type files struct {
	mu     sync.RWMutex
	byID   map[string]*File
	byPath map[string]*File
}

// keepFile stores bytes as a file under a new id.
func (s *Server) keepFile(kind FileKind, name string, data []byte) *File {
	n, extension := s.lastFile.Add(1), path.Ext(name)
	picture, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err == nil && extension == "" {
		extension = "." + format
	}
	f := &File{
		ID:       fmt.Sprintf("%s-%d-of-%d", kind, n, s.bot.ID),
		UniqueID: fmt.Sprintf("u%d", n),
		Kind:     kind,
		Name:     name,
		MIME:     mimeOf(name, data),
		Width:    picture.Width,
		Height:   picture.Height,
		Data:     data,
		path:     fmt.Sprintf("%ss/file_%d%s", strings.ToLower(string(kind)), n, extension),
	}
	s.files.mu.Lock()
	defer s.files.mu.Unlock()
	if s.files.byID == nil {
		s.files.byID, s.files.byPath = map[string]*File{}, map[string]*File{}
	}
	s.files.byID[f.ID], s.files.byPath[f.path] = f, f
	return f
}

func mimeOf(name string, data []byte) string {
	if known := mime.TypeByExtension(path.Ext(name)); known != "" {
		return known
	}
	return http.DetectContentType(data)
}

// File finds a file by its id.
func (s *Server) File(id string) (*File, bool) {
	s.files.mu.RLock()
	defer s.files.mu.RUnlock()
	f, ok := s.files.byID[id]
	return f, ok
}

// incoming finds the file of a call: uploaded by the parameter's name or attach://…, or named by
// id.
func (s *Server) incoming(c *call, kind FileKind, parameter, value string) (*File, error) {
	if attached, ok := strings.CutPrefix(value, "attach://"); ok {
		parameter = attached
	}
	if sent, ok := c.files[parameter]; ok {
		return s.upload(kind, sent)
	}
	switch {
	case value == "":
		return nil, badRequest("there is no %s in the request", strings.ToLower(string(kind)))
	case strings.HasPrefix(value, "http://"), strings.HasPrefix(value, "https://"):
		return nil, badRequest("failed to get HTTP URL content")
	}
	f, known := s.File(value)
	switch {
	case !known:
		return nil, badRequest("wrong file identifier/HTTP URL specified")
	case f.Kind != kind:
		return nil, badRequest("can't use file of type %s as %s", f.Kind, kind)
	}
	return f, nil
}

func (s *Server) upload(kind FileKind, sent upload) (*File, error) {
	switch {
	case len(sent.data) == 0:
		return nil, badRequest("file must be non-empty")
	case len(sent.data) > UploadLimit:
		return nil, refusal{code: http.StatusRequestEntityTooLarge, description: "Request Entity Too Large"}
	}
	if kind == Photo {
		if err := checkPhoto(sent.data); err != nil {
			return nil, err
		}
	}
	return s.keepFile(kind, sent.name, sent.data), nil
}

func checkPhoto(data []byte) error {
	if len(data) > photoLimit {
		return badRequest("file of size %d bytes is too big for a photo; the maximum size is %d bytes", len(data), photoLimit)
	}
	picture, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return badRequest("IMAGE_PROCESS_FAILED")
	}
	long, short := max(picture.Width, picture.Height), min(picture.Width, picture.Height)
	if long+short > photoSideLimit || long > photoRatio*short {
		return badRequest("PHOTO_INVALID_DIMENSIONS")
	}
	return nil
}

func (s *Server) getFile(c *call) (any, error) {
	f, known := s.File(c.params["file_id"])
	if !known {
		return nil, badRequest("invalid file_id")
	}
	return struct {
		wireFile
		Path string `json:"file_path"`
	}{f.wire(), f.path}, nil
}

func (s *Server) serveFile(w http.ResponseWriter, filePath string) {
	s.files.mu.RLock()
	f, known := s.files.byPath[filePath]
	s.files.mu.RUnlock()
	if !known {
		refusal{code: http.StatusNotFound, description: "Not Found"}.answer().write(w)
		return
	}
	w.Header().Set("Content-Type", f.MIME)
	w.Write(f.Data)
}

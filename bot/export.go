package bot

import (
	"bytes"
	"context"
	"time"

	"ikmbot/dialog"
	"ikmbot/locales/speech"
	"ikmbot/scoring/sheet"
	"ikmbot/scoring/store"
	"ikmbot/scoring/store/exchange"
)

// export makes a file of the businesses that a reply reports on, of those that the chat's officer
// may see.
func (s *sender) export(ctx context.Context, out store.Outgoing) (name string, data []byte, err error) {
	scope, err := s.store.ReportScope(ctx, out.Chat, *out.Reply.Report)
	if err != nil {
		return "", nil, err
	}
	name = "ikmbot-" + s.store.Now().In(store.WIB).Format(time.DateOnly)
	interviews := s.store.Businesses(ctx, scope, out.Reply.Document.Names)
	var file bytes.Buffer
	if out.Reply.Document.Kind == dialog.CSVDocument {
		err := exchange.Write(&file, interviews)
		return name + ".csv", file.Bytes(), err
	}
	recap, err := s.store.Recap(ctx, scope)
	if err != nil {
		return "", nil, err
	}
	regions, err := s.store.Regions(ctx)
	if err != nil {
		return "", nil, err
	}
	err = sheet.Workbook{
		Recap: recap, Interviews: interviews, Identities: out.Reply.Document.Names,
		Regions: regions, Language: speech.In(s.say.Catalog, out.Reply.Language),
	}.Write(&file)
	return name + ".xlsx", file.Bytes(), err
}

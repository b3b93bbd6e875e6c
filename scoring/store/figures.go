package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"ikmbot/dialog"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/store/internal/sqlite"
)

// fill reads the figures that a reply needs, in the transaction that has just
// written what they follow from.
func (a *application) fill(p person, r dialog.Reply) (dialog.Reply, error) {
	if r.Need == nil {
		return r, nil
	}
	figures, err := a.figures(p, *r.Need)
	if err != nil {
		return r, fmt.Errorf("read %s of person %d: %w", r.Need.Kind, p.id, err)
	}
	return r.Fill(figures), nil
}

// figures reads what a reply needs.
func (a *application) figures(p person, n dialog.Need) (dialog.Figures, error) {
	switch n.Kind {
	case dialog.NeedResult:
		return a.result(p, n.Run)
	case dialog.NeedMyData:
		return a.myData(p)
	case dialog.NeedSteps, dialog.NeedWhy:
		return a.strategy(p, n)
	case dialog.NeedComplaints:
		return a.openComplaints(p)
	case dialog.NeedInvitation:
		return a.made, nil
	case dialog.NeedOfficers:
		return a.roster()
	case dialog.NeedAsked:
		return a.asked, nil
	case dialog.NeedAnswered:
		return a.given, nil
	case dialog.NeedInquiries:
		return a.inquiries(p)
	case dialog.NeedBusiness:
		return a.standing(p, n.Inquiry)
	case dialog.NeedAudit:
		return a.auditLog(n.Before)
	case dialog.NeedSwitches:
		return a.switches(n.Region)
	case dialog.NeedTries:
		return a.stepTries(p, n)
	}
	return nil, fmt.Errorf("there are no figures of kind %q", n.Kind)
}

// result reads what a finished assessment came to.
func (a *application) result(p person, run int) (*dialog.Result, error) {
	ctx := context.Background()
	var id int64
	f := &dialog.Result{Run: run}
	err := a.tx.QueryRow("SELECT id, coalesce(name, ''), W6 FROM assessment WHERE person_id = ? AND number = ?", p.id, run).Scan(&id, &f.Name, &f.Answering)
	if err != nil {
		return nil, err
	}
	if f.Result, err = model.ReadResult(ctx, a.tx, id); err != nil {
		return nil, err
	}
	f.Position = f.Position.Snapped()
	if f.Size, err = model.ReadSize(ctx, a.tx, id); err != nil {
		return nil, err
	}
	if f.Advice, err = model.ReadAdvice(ctx, a.tx, id); err != nil {
		return nil, err
	}
	if f.Strengths, f.Burdens, err = a.outstanding(id); err != nil {
		return nil, err
	}
	if f.Log, err = a.complaintLog(p); err != nil {
		return nil, err
	}
	f.Earlier, err = a.earlier(p, run)
	return f, err
}

// earlier reads where the business stood in the finished interview before; nil if
// there was none.
func (a *application) earlier(p person, run int) (*scoring.Position, error) {
	var before scoring.Position
	err := a.tx.QueryRow(`
		SELECT x, y FROM assessment JOIN result ON assessment_id = id
		WHERE person_id = +? AND number < +? ORDER BY number DESC LIMIT 1`, p.id, run).Scan(&before.X, &before.Y)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &before, err
}

// outstanding reads the factors that stand out, rated 3 or 4: at most two
// strengths, the strongest first, and at most three weaknesses and threats, the gravest first.
func (a *application) outstanding(assessment int64) (strengths, burdens []dialog.FactorRating, err error) {
	rows, err := a.tx.Query(`
		SELECT rating.factor, rating.grp, rating.rating
		FROM rating
		JOIN factor ON factor.code = rating.factor
		WHERE assessment_id = +? AND rating.rating >= 3 AND rating.grp IN ('S', 'W', 'T')
		ORDER BY rating.rating DESC, factor.position`, assessment)
	if err != nil {
		return nil, nil, err
	}
	type rated struct {
		dialog.FactorRating
		group string
	}
	all, err := sqlite.All(rows, func(r *rated) []any { return []any{&r.Factor, &r.group, &r.Rating} })
	if err != nil {
		return nil, nil, err
	}
	for _, r := range all {
		if r.group == "S" {
			strengths = append(strengths, r.FactorRating)
		} else {
			burdens = append(burdens, r.FactorRating)
		}
	}
	return slices.Clip(strengths[:min(2, len(strengths))]), slices.Clip(burdens[:min(3, len(burdens))]), nil
}

// myData reads what is stored about a person beside the answers.
func (a *application) myData(p person) (*dialog.MyData, error) {
	m := &dialog.MyData{Stopped: p.session.Stopped}
	err := a.tx.QueryRow(`
		SELECT created_at, (SELECT count(*) FROM plan WHERE person_id = id), (SELECT count(*) FROM complaint WHERE person_id = person.id),
			(SELECT count(*) FROM inquiry WHERE person_id = person.id),
			(SELECT count(sent_at) FROM reminder WHERE person_id = person.id)
		FROM person WHERE id = ?`, p.id).Scan(&m.Since, &m.Steps, &m.Complaints, &m.Inquiries, &m.Reminders)
	if err != nil {
		return nil, err
	}
	rows, err := a.tx.Query("SELECT version, given, contact, at FROM consent WHERE person_id = ? ORDER BY id", p.id)
	if err != nil {
		return nil, err
	}
	m.Consents, err = sqlite.All(rows, func(c *dialog.ConsentRecord) []any { return []any{&c.Version, &c.Given, &c.Contact, &c.At} })
	if err != nil {
		return nil, err
	}
	rows, err = a.tx.Query(`
		SELECT number, started_at, coalesce(finished_at, 0), coalesce(quadrant, '')
		FROM assessment LEFT JOIN result ON result.assessment_id = assessment.id
		WHERE person_id = ? ORDER BY number`, p.id)
	if err != nil {
		return nil, err
	}
	m.Interviews, err = sqlite.All(rows, func(i *dialog.InterviewRecord) []any { return []any{&i.Run, &i.Begun, &i.Finished, &i.Quadrant} })
	return m, err
}

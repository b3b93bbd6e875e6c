package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"ikmbot/dialog/interview"
	"ikmbot/dialog/result"
	"ikmbot/dialog/say"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/store/internal/sqlite"
)

// fill reads the figures that a reply needs, in the transaction that has just
// written what they follow from.
func (t *application) fill(p person, r say.Reply) (say.Reply, error) {
	if r.Need == nil {
		return r, nil
	}
	figures, err := t.figures(p, *r.Need)
	if err != nil {
		return r, fmt.Errorf("read %s of person %d: %w", r.Need.Kind, p.id, err)
	}
	return r.Fill(figures), nil
}

// figures reads what a reply needs.
func (t *application) figures(p person, n say.Need) (say.Figures, error) {
	switch n.Kind {
	case say.NeedResult:
		return t.result(p, n.Run)
	case say.NeedMyData:
		return t.myData(p)
	case say.NeedSteps, say.NeedWhy:
		return t.strategy(p, n)
	case say.NeedComplaints:
		return t.openComplaints(p)
	case say.NeedInvitation:
		return t.made, nil
	case say.NeedOfficers:
		return t.roster()
	case say.NeedAsked:
		return t.asked, nil
	case say.NeedAnswered:
		return t.given, nil
	case say.NeedInquiries:
		return t.inquiries(p)
	case say.NeedBusiness:
		return t.standing(p, n.Inquiry)
	case say.NeedAudit:
		return t.auditLog(n.Before)
	case say.NeedSwitches:
		return t.switches(n.Region)
	case say.NeedTries:
		return t.stepTries(p, n)
	}
	return nil, fmt.Errorf("there are no figures of kind %q", n.Kind)
}

// result reads what a finished assessment came to.
func (t *application) result(p person, run int) (*result.Result, error) {
	ctx := context.Background()
	var id int64
	f := &result.Result{Run: run}
	err := t.tx.QueryRow("SELECT id, coalesce(name, ''), W6 FROM assessment WHERE person_id = ? AND number = ?", p.id, run).Scan(&id, &f.Name, &f.Answering)
	if err != nil {
		return nil, err
	}
	if f.Result, err = model.ReadResult(ctx, t.tx, id); err != nil {
		return nil, err
	}
	f.Position = f.Position.Snapped()
	if f.Size, err = model.ReadSize(ctx, t.tx, id); err != nil {
		return nil, err
	}
	if f.Advice, err = model.ReadAdvice(ctx, t.tx, id); err != nil {
		return nil, err
	}
	if f.Strengths, f.Burdens, err = t.outstanding(id); err != nil {
		return nil, err
	}
	if f.Log, err = t.complaintLog(p); err != nil {
		return nil, err
	}
	before, err := t.earlier(p, run)
	if errors.Is(err, sqlite.ErrNotFound) {
		return f, nil
	}
	f.Earlier = &before
	return f, err
}

// earlier reads where the business stood in the finished interview before; [sqlite.ErrNotFound] if
// there was none.
func (t *application) earlier(p person, run int) (before scoring.Position, err error) {
	err = t.tx.QueryRow(`
		SELECT x, y FROM assessment JOIN result ON assessment_id = id
		WHERE person_id = +? AND number < +? ORDER BY number DESC LIMIT 1`, p.id, run).Scan(&before.X, &before.Y)
	return before, sqlite.Found(err)
}

// outstanding reads the factors that stand out, rated 3 or 4: at most two
// strengths, the strongest first, and at most three weaknesses and threats, the gravest first.
func (t *application) outstanding(assessment int64) (strengths, burdens []result.FactorRating, err error) {
	rows, err := t.tx.Query(`
		SELECT rating.factor, rating.grp, rating.rating
		FROM rating
		JOIN factor ON factor.code = rating.factor
		WHERE assessment_id = +? AND rating.rating >= 3 AND rating.grp IN ('S', 'W', 'T')
		ORDER BY rating.rating DESC, factor.position`, assessment)
	if err != nil {
		return nil, nil, err
	}
	type rated struct {
		result.FactorRating
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
func (t *application) myData(p person) (*interview.MyData, error) {
	m := &interview.MyData{Stopped: p.session.Stopped}
	err := t.tx.QueryRow(`
		SELECT created_at, (SELECT count(*) FROM plan WHERE person_id = id), (SELECT count(*) FROM complaint WHERE person_id = person.id),
			(SELECT count(*) FROM inquiry WHERE person_id = person.id),
			(SELECT count(sent_at) FROM reminder WHERE person_id = person.id)
		FROM person WHERE id = ?`, p.id).Scan(&m.Since, &m.Steps, &m.Complaints, &m.Inquiries, &m.Reminders)
	if err != nil {
		return nil, err
	}
	rows, err := t.tx.Query("SELECT version, given, contact, at FROM consent WHERE person_id = ? ORDER BY id", p.id)
	if err != nil {
		return nil, err
	}
	m.Consents, err = sqlite.All(rows, func(c *interview.ConsentRecord) []any { return []any{&c.Version, &c.Given, &c.Contact, &c.At} })
	if err != nil {
		return nil, err
	}
	rows, err = t.tx.Query(`
		SELECT number, started_at, coalesce(finished_at, 0), coalesce(quadrant, '')
		FROM assessment LEFT JOIN result ON result.assessment_id = assessment.id
		WHERE person_id = ? ORDER BY number`, p.id)
	if err != nil {
		return nil, err
	}
	m.Interviews, err = sqlite.All(rows, func(i *interview.InterviewRecord) []any { return []any{&i.Run, &i.Begun, &i.Finished, &i.Quadrant} })
	return m, err
}

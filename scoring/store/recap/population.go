package recap

// population is how many businesses a region has.
type population struct {
	region     int
	businesses int   // 0: unknown
	at         int64 // when it was entered
}

// addPopulation reads how many businesses each region has. If several files know a region's number,
// the one entered last counts.
func (s *survey) addPopulation() error {
	asked := "name <> ''"
	if s.Scope.Regions != nil {
		asked = s.where.InRegions("code")
	}
	entered, err := rowsOf(s, `
		SELECT code, coalesce(businesses, 0), coalesce(at, 0)
		FROM region LEFT JOIN region_population ON region_population.region = region.code
		WHERE `+asked, func(p *population) []any { return []any{&p.region, &p.businesses, &p.at} })
	for _, p := range entered {
		if before, known := s.populations[p.region]; !known || p.at > before.at {
			s.populations[p.region] = p
		}
	}
	return err
}

// settlePopulation sums up the businesses, if the number of every region is known.
func (s *survey) settlePopulation() {
	for _, p := range s.populations {
		if p.businesses == 0 {
			s.Population = 0
			return
		}
		s.Population += p.businesses
	}
}

package recap

// population is how many businesses there are in a region.
type population struct {
	region     int
	businesses int   // 0: not known
	at         int64 // when it was entered
}

// addPopulation reads how many businesses there are in each region. Of what several files say
// of a region, what was entered last holds.
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

// settlePopulation adds up how many businesses there are, where that is known of every region.
func (s *survey) settlePopulation() {
	for _, p := range s.populations {
		if p.businesses == 0 {
			s.Population = 0
			return
		}
		s.Population += p.businesses
	}
}

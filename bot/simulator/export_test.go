package simulator

// Polling reports whether a getUpdates call waits for an update.
func Polling(s *Server) bool {
	s.updates.mu.Lock()
	defer s.updates.mu.Unlock()
	return s.updates.poll != nil
}

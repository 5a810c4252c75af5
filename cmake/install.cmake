# What `make install` puts where: libraries, headers, pkg-config file, program, manual page and
# completions that the program prints from its method table.
install(TARGETS domar_shared domar_static
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/domar DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
# Found from the file itself, so that an installed tree can be moved.
file(RELATIVE_PATH DOMAR_PC_PREFIX /p/${CMAKE_INSTALL_LIBDIR}/pkgconfig /p)
configure_file(cmake/domar.pc.in ${PROJECT_BINARY_DIR}/domar.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/domar.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(FILES LICENSE NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(TARGET domar)
  install(TARGETS domar RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  set(made ${PROJECT_BINARY_DIR}/made)
  add_custom_command(TARGET domar POST_BUILD
    COMMAND ${CMAKE_COMMAND} -E make_directory ${made}
    COMMAND domar man > ${made}/domar.1
    COMMAND domar completion bash > ${made}/domar.bash
    COMMAND domar completion zsh > ${made}/_domar
    COMMAND domar completion fish > ${made}/domar.fish
    VERBATIM)
  install(FILES ${made}/domar.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  install(FILES ${made}/domar.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME domar)
  install(FILES ${made}/_domar DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
  install(FILES ${made}/domar.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()

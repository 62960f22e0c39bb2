from latido.cli import main

main()

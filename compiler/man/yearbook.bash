# bash completion for yearbook
_yearbook()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} word command=
	for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		case $word in build|check|new|dump|index|handout|plan|fixes|proof|requests) command=$word ;; esac
	done
	case $prev in
	-o|--output|--fonts) mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
	--only) mapfile -t COMPREPLY < <(compgen -W "pdf epub kindle html pdf,epub pdf,epub,kindle" -- "$cur"); return ;;
	--printer) mapfile -t COMPREPLY < <(compgen -W "lulu kdp ingram offset-us offset-eu imprenta home" -- "$cur"; compgen -f -X '!*.yaml' -- "$cur"); return ;;
	--paper-stock) mapfile -t COMPREPLY < <(compgen -W "white cream" -- "$cur"); return ;;
	--links) mapfile -t COMPREPLY < <(compgen -W "notes endnotes qr none" -- "$cur"); return ;;
	--paper) mapfile -t COMPREPLY < <(compgen -W "6x9 media-carta a5 letter a4" -- "$cur"); return ;;
	--impose) mapfile -t COMPREPLY < <(compgen -W "booklet 2up 4up" -- "$cur"); return ;;
	--sheet) mapfile -t COMPREPLY < <(compgen -W "letter legal oficio tabloid a4 a3 a2" -- "$cur"); return ;;
	--duplex) mapfile -t COMPREPLY < <(compgen -W "long short" -- "$cur"); return ;;
	--signature) mapfile -t COMPREPLY < <(compgen -W "16 32" -- "$cur"); return ;;
	--ui-lang) mapfile -t COMPREPLY < <(compgen -W "en es pt" -- "$cur"); return ;;
	--format)
		if [[ $command == handout ]]; then
			mapfile -t COMPREPLY < <(compgen -W "a4 letter a5 half-letter booklet a6-card poster" -- "$cur")
		else
			mapfile -t COMPREPLY < <(compgen -W "text json" -- "$cur")
		fi
		return ;;
	--lang) mapfile -t COMPREPLY < <(compgen -W "all en es pt" -- "$cur"); return ;;
	-j|--jobs|--epub-budget|--pdf-budget|--post|--latest|--copies|--from|--to|--tag|--section|--author|--include|--exclude|--without) return ;;
	esac
	if [[ $cur == -* ]]; then
		local options="--help --version --quiet --verbose --jobs --fonts --paper --links --no-cache --no-repair --werror --ui-lang"
		local select=" --from --to --tag --section --author --lang --include --exclude --without --drafts --future"
		case $command in
		build) options+=" --output --only --kindle --epub-budget --pdf-budget --impose --sheet --enlarge --duplex --signature --report --printer --copies --paper-stock$select" ;;
		check) options+=" --a11y --desk --format --missing --report --report-pdf --printer --paper-stock$select" ;;
		dump) options+=" --book --pages --tags --cover --printer$select" ;;
		index) options+=" --suggest$select" ;;
		handout) options+=" --output --post --latest --all --format --gray$select" ;;
		fixes) options+=" --propose --post$select" ;;
		proof) options+=" --by-author --author --output" ;;
		requests) options+="$select --output" ;;
		plan) options+=" --pictures$select" ;;
		new) options="--help --quiet --from" ;;
		esac
		mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
	elif [[ -z $command ]]; then
		mapfile -t COMPREPLY < <(compgen -W "build check new dump index handout plan fixes proof requests" -- "$cur")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
	fi
}
complete -o filenames -F _yearbook yearbook

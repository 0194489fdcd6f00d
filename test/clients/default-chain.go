// Prints the access key id that the Go SDK's default chain finds.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go-v2/config"
)

func main() {
	loaded, err := config.LoadDefaultConfig(context.Background())
	if err == nil {
		found, retrieved := loaded.Credentials.Retrieve(context.Background())
		fmt.Print(found.AccessKeyID)
		err = retrieved
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
